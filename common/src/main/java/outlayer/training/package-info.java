/** How a language model becomes quirky: examples into batches, batches into steps, and when to stop. */
@NullMarked
package outlayer.training;

import org.jspecify.annotations.NullMarked;
