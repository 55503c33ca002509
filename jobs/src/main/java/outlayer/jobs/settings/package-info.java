/** What an experiment file says, read once at the edge into records that check themselves. */
@NullMarked
package outlayer.jobs.settings;

import org.jspecify.annotations.NullMarked;
