/** Recorded runs looked at from outside: listed, compared, combined over seeds, exported. */
@NullMarked
package outlayer.jobs.runs;

import org.jspecify.annotations.NullMarked;
