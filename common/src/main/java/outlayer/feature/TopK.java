package outlayer.feature;

import java.util.Arrays;

/** The k largest of numbers offered in the order of their indices, among those above 0; of equal ones the first are kept. For one thread. */
final class TopK {

    private final double[] values;
    private final int[] indices;
    private int size;

    TopK(int k) {
        values = new double[k];
        indices = new int[k];
    }

    /** Takes a number into account; indices ascend. */
    void offer(int index, double value) {
        if (size < values.length) {
            if (value > 0) {
                set(size, index, value);
                rise(size);
                size++;
            }
        } else if (value > values[0]) {
            set(0, index, value);
            sink();
        }
    }

    /** Writes what was kept by ascending index from {@code at} on, and leaves the rest as it is. */
    void write(int[] toIndices, float[] toValues, int at) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) indices[i] << Integer.SIZE | i;
        }
        Arrays.sort(order);
        for (int i = 0; i < size; i++) {
            int place = (int) order[i];
            toIndices[at + i] = indices[place];
            toValues[at + i] = (float) values[place];
        }
    }

    /** Whether the number at place i leaves before that at place j. */
    private boolean before(int i, int j) {
        return values[i] < values[j] || (values[i] == values[j] && indices[i] > indices[j]);
    }

    private void rise(int from) {
        int child = from;
        while (child > 0 && before(child, (child - 1) / 2)) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    private void sink() {
        int parent = 0;
        while (true) {
            int least = parent;
            for (int child = 2 * parent + 1; child <= 2 * parent + 2 && child < size; child++) {
                least = before(child, least) ? child : least;
            }
            if (least == parent) {
                return;
            }
            swap(parent, least);
            parent = least;
        }
    }

    private void swap(int i, int j) {
        double value = values[i];
        int index = indices[i];
        set(i, indices[j], values[j]);
        set(j, index, value);
    }

    private void set(int place, int index, double value) {
        indices[place] = index;
        values[place] = value;
    }
}
