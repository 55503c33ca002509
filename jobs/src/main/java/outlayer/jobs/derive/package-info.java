/** Stage `derive`: features that are computed from the vectors of others. */
@NullMarked
package outlayer.jobs.derive;

import org.jspecify.annotations.NullMarked;
