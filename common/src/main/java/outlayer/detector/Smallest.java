package outlayer.detector;

/** The k smallest of the numbers offered, in order, with their indices; of equal ones those of smaller index. */
final class Smallest {

    private final double[] values;
    private final int[] indices;
    private int size;

    Smallest(int k) {
        this.values = new double[k];
        this.indices = new int[k];
    }

    void clear() {
        size = 0;
    }

    void offer(double value, int index) {
        if (size == values.length) {
            if (!precedes(value, index, size - 1)) {
                return;
            }
            size--;
        }
        int at = size;
        while (at > 0 && precedes(value, index, at - 1)) {
            values[at] = values[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        values[at] = value;
        indices[at] = index;
        size++;
    }

    private boolean precedes(double value, int index, int at) {
        return value < values[at] || (value == values[at] && index < indices[at]);
    }

    int size() {
        return size;
    }

    double value(int rank) {
        return values[rank];
    }

    int index(int rank) {
        return indices[rank];
    }

    /** What a number must be below to be taken, were its index the largest. */
    double bound() {
        return size < values.length ? Double.POSITIVE_INFINITY : last();
    }

    /** The largest of them. */
    double last() {
        return values[size - 1];
    }
}
