/** The language model: Hugging Face checkpoints read as they are, one decoder for reading and training, over DJL. */
@NullMarked
package outlayer.lm;

import org.jspecify.annotations.NullMarked;
