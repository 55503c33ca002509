/** Stage `report`: the page, figures and CSV files of a run, written into its one derived view. */
@NullMarked
package outlayer.jobs.report;

import org.jspecify.annotations.NullMarked;
