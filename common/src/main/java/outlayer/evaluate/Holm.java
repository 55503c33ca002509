package outlayer.evaluate;

import java.util.Arrays;
import java.util.Comparator;

/** Holm's step-down correction for testing many hypotheses at once (Holm 1979). */
public final class Holm {

    private Holm() {}

    /** The adjusted p-values in the order given: the k-th smallest of m becomes the largest (m - j + 1) p_j, j up to k. */
    public static double[] adjust(double[] p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[p.length];
        double running = 0;
        for (int k = 0; k < p.length; k++) {
            running = Math.max(running, Math.min(1, (p.length - k) * p[order[k]]));
            adjusted[order[k]] = running;
        }
        return adjusted;
    }
}
