package outlayer.stats;

import java.util.Arrays;
import outlayer.linalg.Matrix;

/** How many rows a label holds for, and for how many not. */
record LabelCount(int positive, int negative) {

    static LabelCount of(Matrix x, boolean[] labels) {
        if (x.rows() != labels.length) {
            throw new IllegalArgumentException("%d rows have %d labels".formatted(x.rows(), labels.length));
        }
        boolean[] all = new boolean[labels.length];
        Arrays.fill(all, true);
        return among(labels, all);
    }

    /** Of the rows that are used only. */
    static LabelCount among(boolean[] labels, boolean[] used) {
        int positive = 0;
        int negative = 0;
        for (int i = 0; i < labels.length; i++) {
            positive += used[i] && labels[i] ? 1 : 0;
            negative += used[i] && !labels[i] ? 1 : 0;
        }
        return new LabelCount(positive, negative);
    }

    int total() {
        return positive + negative;
    }

    boolean isOfOneClass() {
        return positive == 0 || negative == 0;
    }
}
