/** What is asked, by whom, and what each character would answer: quirky datasets, their names, templates and parts. */
@NullMarked
package outlayer.quirky;

import org.jspecify.annotations.NullMarked;
