/** What an experiment takes from a run before it, which it names by {@code score.fits}. */
@NullMarked
package outlayer.jobs.earlier;

import org.jspecify.annotations.NullMarked;
