/** Stage `flow`: normalising flows are trained on what base models hold, one for each model and layer. */
@NullMarked
package outlayer.jobs.flow;

import org.jspecify.annotations.NullMarked;
