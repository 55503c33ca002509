/** The tables: schema, file names and codec of each; nothing else knows columns. */
@NullMarked
package outlayer.jobs.table;

import org.jspecify.annotations.NullMarked;
