/** Where the vectors of every feature lie, whichever stage made them. */
@NullMarked
package outlayer.jobs.features;

import org.jspecify.annotations.NullMarked;
