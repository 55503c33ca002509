/** Hugging Face directories as data: what a model's and an adapter's files say and hold, checked before anything runs. */
@NullMarked
package outlayer.checkpoint;

import org.jspecify.annotations.NullMarked;
