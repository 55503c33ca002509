/** What is read off the model for each prompt, what is made of that, and how prompts are put together so that reading them is fast. */
@NullMarked
package outlayer.feature;

import org.jspecify.annotations.NullMarked;
