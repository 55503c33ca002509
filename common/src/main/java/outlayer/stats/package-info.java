/** Sums over vectors that merge (counts, means, scatter), and what they become: spectra and Gaussians. */
@NullMarked
package outlayer.stats;

import org.jspecify.annotations.NullMarked;
