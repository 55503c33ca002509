/** Stage `flag`: what is too strange to be normal, at a chosen rate and without labels; and how far new traffic has drifted. */
@NullMarked
package outlayer.jobs.flag;

import org.jspecify.annotations.NullMarked;
