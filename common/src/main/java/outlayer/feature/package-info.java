/** What is read off the model for each prompt, and how prompts are put together, ahead and after, so that reading them is fast. */
@NullMarked
package outlayer.feature;

import org.jspecify.annotations.NullMarked;
