/** Where a run lives, what is published there, and what a restarted job need not do again. */
@NullMarked
package outlayer.jobs.run;

import org.jspecify.annotations.NullMarked;
