package outlayer.linalg;

/**
 * Rows of which at most k numbers of {@code cols} differ from 0: row i has its indices and values at {@code [i k, (i + 1) k)}, an index
 * of -1 where it has fewer. The arrays are not copied.
 */
public record SparseRows(int rows, int cols, int k, int[] indices, float[] values) {

    public SparseRows {
        if (indices.length != Math.multiplyExact(rows, k) || values.length != indices.length) {
            throw new IllegalArgumentException("Sparse rows [%d, %d] with %d numbers each have %d indices and %d values"
                    .formatted(rows, cols, k, indices.length, values.length));
        }
        for (int index : indices) {
            if (index < -1 || index >= cols) {
                throw new IllegalArgumentException(
                        "Sparse rows have index %d, expected -1 (none) to %d".formatted(index, cols - 1));
            }
        }
    }
}
