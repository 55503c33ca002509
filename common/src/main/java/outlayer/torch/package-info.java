/** The door to libtorch: devices, TorchScript functions that Java calls by name, and AdamW. */
@NullMarked
package outlayer.torch;

import org.jspecify.annotations.NullMarked;
