/** Units of work and the one place where Spark runs them: what is published already is not computed again. */
@NullMarked
package outlayer.jobs.work;

import org.jspecify.annotations.NullMarked;
