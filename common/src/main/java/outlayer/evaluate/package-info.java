/** What the scores are worth: ROC AUC with its uncertainty, quirkiness, separation, and the rows of the result tables. */
@NullMarked
package outlayer.evaluate;

import org.jspecify.annotations.NullMarked;
