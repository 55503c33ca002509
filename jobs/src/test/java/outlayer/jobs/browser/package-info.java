/** The report page in a real browser, by `make browser-test`. */
@NullMarked
package outlayer.jobs.browser;

import org.jspecify.annotations.NullMarked;
