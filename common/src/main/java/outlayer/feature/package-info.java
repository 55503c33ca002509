/** What is read off the model for one prompt, and how prompts are put together so that reading them is fast. */
@NullMarked
package outlayer.feature;

import org.jspecify.annotations.NullMarked;
