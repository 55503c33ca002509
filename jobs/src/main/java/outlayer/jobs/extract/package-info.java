/** Stage `extract`: executors run the language model once over every shard and keep what it said and what went on inside. */
@NullMarked
package outlayer.jobs.extract;

import org.jspecify.annotations.NullMarked;
