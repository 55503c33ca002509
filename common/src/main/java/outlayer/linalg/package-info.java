/** Dense linear algebra over OpenBLAS: arrays with a shape, factorisations, products of blocks. */
@NullMarked
package outlayer.linalg;

import org.jspecify.annotations.NullMarked;
