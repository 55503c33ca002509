/** Stage `datasets`: quirky datasets as tables of examples, in parts and shards. */
@NullMarked
package outlayer.jobs.datasets;

import org.jspecify.annotations.NullMarked;
