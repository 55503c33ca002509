package outlayer.linalg;

import java.io.Serializable;
import java.util.List;

/**
 * Rows of which at most k numbers of {@code cols} differ from 0. The arrays are shared with whoever made it, who does not write
 * afterwards.
 */
public final class SparseRows implements Serializable {

    /** In place of an index where a row has fewer than k numbers. */
    public static final int NONE = -1;

    private final int rows;
    private final int cols;
    private final int k;
    private final int[] indices;
    private final float[] values;

    /**
     * Row i has its indices and values at {@code [i k, (i + 1) k)}.
     *
     * @param indices from 0, each at most once in a row, or {@link #NONE}
     */
    public SparseRows(int rows, int cols, int k, int[] indices, float[] values) {
        if (indices.length != Math.multiplyExact(rows, k) || values.length != indices.length) {
            throw new IllegalArgumentException("Sparse rows [%d, %d] with %d numbers each have %d indices and %d values"
                    .formatted(rows, cols, k, indices.length, values.length));
        }
        for (int index : indices) {
            if (index < NONE || index >= cols) {
                throw new IllegalArgumentException(
                        "Sparse rows have index %d, expected %d (none) to %d".formatted(index, NONE, cols - 1));
            }
        }
        this.rows = rows;
        this.cols = cols;
        this.k = k;
        this.indices = indices;
        this.values = values;
    }

    /** All rows of one block after another; blocks have the same columns and k, and there is one at least. */
    public static SparseRows joined(List<SparseRows> blocks) {
        SparseRows first = blocks.get(0);
        int rows = blocks.stream().mapToInt(SparseRows::rows).sum();
        int[] indices = new int[Math.multiplyExact(rows, first.k)];
        float[] values = new float[indices.length];
        int at = 0;
        for (SparseRows block : blocks) {
            if (block.cols != first.cols || block.k != first.k) {
                throw new IllegalArgumentException(first + " and " + block + " do not fit together");
            }
            System.arraycopy(block.indices, 0, indices, at, block.indices.length);
            System.arraycopy(block.values, 0, values, at, block.values.length);
            at += block.indices.length;
        }
        return new SparseRows(rows, first.cols, first.k, indices, values);
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    public int k() {
        return k;
    }

    public int[] indices() {
        return indices;
    }

    public float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return "SparseRows[" + rows + ", " + cols + "], at most " + k + " each";
    }
}
