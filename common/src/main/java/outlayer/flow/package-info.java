/** Normalising flows on activations: bijections trained to give independent Laplace latents, with exact log-determinants. */
@NullMarked
package outlayer.flow;

import org.jspecify.annotations.NullMarked;
