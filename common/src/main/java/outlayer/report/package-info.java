/** Numbers in, pictures out: figures, one self-contained page, CSV files and a table for the terminal. */
@NullMarked
package outlayer.report;

import org.jspecify.annotations.NullMarked;
