/** Scores in, flags out: which examples are too strange to be normal, at a chosen rate and without labels; and whether traffic drifts. */
@NullMarked
package outlayer.flag;

import org.jspecify.annotations.NullMarked;
