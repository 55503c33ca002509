/** Means and covariances of the trusted vectors of any feature: units of the stage `fit` that other stages plan as well. */
@NullMarked
package outlayer.jobs.statistics;

import org.jspecify.annotations.NullMarked;
