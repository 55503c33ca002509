/** The benchmarks of `make bench`: ratios taken within one run, with the floor written beside each. */
@NullMarked
package outlayer.jobs.bench;

import org.jspecify.annotations.NullMarked;
