package outlayer.feature;

import java.util.List;
import outlayer.lm.Positions;

/**
 * What a batch gave of one kind of vectors.
 *
 * @param layers one array per layer, [n, width] row-major
 * @param rows n: the prompts of the batch, or all their tokens one after another
 */
record BatchVectors(List<float[]> layers, int rows, Positions positions) {}
