/** Stage `evaluate`: scores and labels in, ROC AUC, quirkiness, separation and comparisons out. */
@NullMarked
package outlayer.jobs.evaluate;

import org.jspecify.annotations.NullMarked;
