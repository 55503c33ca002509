/**
 * Normalising flows on activations: bijections trained to give independent Laplace latents, with exact log-determinants.
 *
 * <p>The architecture, from vector to latent: whitening by the shrunk covariance, fixed; K blocks, each a learned rotation of the leading
 * principal directions, a monotone spline of each of them, and an affine coupling in which half of them shift and scale the other half and all trailing
 * directions; last a monotone spline of every number, which begins as the map from a normal to a Laplace number. Why:
 *
 * <ul>
 *   <li>An untrained flow is the Gaussian of the shrunk covariance, with heavier tails: training only ever adds to what a Gaussian gives, and
 *       where there are too few vectors to learn more from, the Gaussian comes out, since the lowest validation loss is kept.
 *   <li>At d = 4096 the whitening is all that is as large as d^2, and is no learned number. What is learned grows with d alone: on some
 *       thousand vectors a full d x d layer, or couplings that read all features, fit noise within a few steps.
 *   <li>Whitened numbers still differ by a rotation from independent ones. Couplings and splines without rotations leave two thirds of a Gaussian's excess
 *       on mixed Laplace numbers (d = 16, 20,000 vectors); learned rotations leave a sixth. Cayley's map makes them orthogonal whatever is learned.
 *   <li>Splines between the blocks bring mixtures of clusters from 0.15 of a Gaussian's excess to 0.06, for little, being of leading directions
 *       only; rotations and element-wise maps in turn can fit any density (Meng et al. 2020). A second hidden layer, twice as wide, brought 0.01 more.
 *   <li>All log-scales are bounded by tanh, and splines are straight beyond their outer knots: a far vector gets a far latent, no overflow.
 *   <li>Likelihood alone fits noise where rows are few: with 3,000 vectors of d = 128 held-out loss rises from the first step on. Priors around
 *       the Gaussian, see {@code FlowLayout}, and no more mixed directions than one for 64 vectors, let it fall.
 * </ul>
 */
@NullMarked
package outlayer.flow;

import org.jspecify.annotations.NullMarked;
