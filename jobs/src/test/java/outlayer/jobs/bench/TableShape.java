package outlayer.jobs.bench;

import java.io.Serializable;
import java.util.Locale;

/**
 * A wide vector table.
 *
 * @param n rows in all its files together
 * @param d numbers of one cell
 */
record TableShape(int n, int d, int layers) implements Serializable {

    static final int FILES = 4;

    /** Additions and multiplications of one layer's scatter, upper triangle, in 1e9. */
    double scatterOperations() {
        return (double) n * d * (d + 1) / 1e9;
    }

    String key() {
        return n + "x" + d;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "n=%d d=%d layers=%d", n, d, layers);
    }
}
