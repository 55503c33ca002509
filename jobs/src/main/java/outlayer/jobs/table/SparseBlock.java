package outlayer.jobs.table;

import outlayer.linalg.SparseRows;

/** Some consecutive rows of one layer of a sparse table; examples without a vector are left out. Arrays are shared, not copied. */
public final class SparseBlock {

    private final long start;
    private final int length;
    private final int[] rows;
    private final SparseRows vectors;

    SparseBlock(long start, int length, int[] rows, SparseRows vectors) {
        this.start = start;
        this.length = length;
        this.rows = rows;
        this.vectors = vectors;
    }

    /** The first row of the file that this block covers. */
    public long start() {
        return start;
    }

    /** How many rows of the file it covers, with and without a vector. */
    public int length() {
        return length;
    }

    /** Which row of the block, from 0 to {@code length - 1}, the i-th vector belongs to. */
    public int row(int i) {
        return rows[i];
    }

    /** The vectors that are there. */
    public SparseRows vectors() {
        return vectors;
    }
}
