/** Stage `train`: language models from nothing to truthful, and from truthful to quirky; adapters over models that exist. */
@NullMarked
package outlayer.jobs.train;

import org.jspecify.annotations.NullMarked;
