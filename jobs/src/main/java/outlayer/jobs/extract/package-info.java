/** Stage `extract`: executors run the language models over every shard and keep what they said and what went on inside. */
@NullMarked
package outlayer.jobs.extract;

import org.jspecify.annotations.NullMarked;
