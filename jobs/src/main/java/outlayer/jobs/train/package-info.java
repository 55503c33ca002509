/** Stage `train`: language models from nothing to truthful, and from truthful to quirky. */
@NullMarked
package outlayer.jobs.train;

import org.jspecify.annotations.NullMarked;
