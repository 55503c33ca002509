/** The command line: what bin/outlayer starts. The one place that ends the JVM. */
@NullMarked
package outlayer.jobs.cli;

import org.jspecify.annotations.NullMarked;
