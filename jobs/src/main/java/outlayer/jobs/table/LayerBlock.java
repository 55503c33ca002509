package outlayer.jobs.table;

import java.nio.FloatBuffer;

/**
 * Some consecutive rows of one layer. Examples without a vector are left out of {@code values}; {@link #row} says which
 * remain, so that blocks of several layers or features can be zipped. Filled anew by every {@link LayerReader#next}.
 */
public final class LayerBlock {

    private final float[] values;
    private final int[] rows;
    private final int dimension;
    private long start;
    private int length;
    private int present;

    LayerBlock(int capacity, int dimension) {
        this.values = new float[capacity * dimension];
        this.rows = new int[capacity];
        this.dimension = dimension;
    }

    /** The first row of the file that this block covers. */
    public long start() {
        return start;
    }

    /** How many rows of the file it covers, with and without a vector. */
    public int length() {
        return length;
    }

    /** How many of them have a vector. */
    public int present() {
        return present;
    }

    public int dimension() {
        return dimension;
    }

    /** Shape [present, dimension], row-major; the array may be longer. Not to be kept. */
    public float[] values() {
        return values;
    }

    /** Which row of the block, from 0 to {@code length - 1}, the i-th present vector belongs to. */
    public int row(int i) {
        return rows[i];
    }

    /** The present vectors one after another, {@code present * dimension} numbers, over the same array. */
    public FloatBuffer floats() {
        return FloatBuffer.wrap(values, 0, present * dimension);
    }

    /** A copy in double precision, [present, dimension] row-major. */
    public double[] doubles() {
        double[] copy = new double[present * dimension];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }

    void begin(long firstRow) {
        start = firstRow;
        length = 0;
        present = 0;
    }

    /** Where the next present vector goes. */
    int offset() {
        return present * dimension;
    }

    void addPresent() {
        rows[present++] = length++;
    }

    void addMissing() {
        length++;
    }

    int capacity() {
        return rows.length;
    }
}
