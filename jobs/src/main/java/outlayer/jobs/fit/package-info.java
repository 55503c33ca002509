/** Stage `fit`: what is normal, layer by layer: statistics of trusted vectors. */
@NullMarked
package outlayer.jobs.fit;

import org.jspecify.annotations.NullMarked;
