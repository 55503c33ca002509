package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/**
 * Whether a method is silent where nothing is to be found: the mean over datasets of the AUC of one untuned base, null when it
 * has none. More than {@link #TOLERANCE} from one half means that the method sees something other than the quirk.
 */
record ControlCheck(
        String model, Method method, int datasets, @Nullable Double mean) {

    static final double TOLERANCE = 0.05;

    static ControlCheck of(Results results, String model, Method method) {
        double sum = 0;
        int n = 0;
        for (String dataset : results.datasets()) {
            AucRow row = results.overall(model, dataset, Results.BASE, method);
            if (row != null && row.auc() != null) {
                sum += row.auc();
                n++;
            }
        }
        return new ControlCheck(model, method, n, n == 0 ? null : sum / n);
    }

    /** The main methods on every model, then those of the others whose control does not hold. */
    static List<ControlCheck> worthReading(Results results) {
        List<ControlCheck> checks = new ArrayList<>();
        List<Method> main = results.mainMethods();
        for (String model : results.models()) {
            for (Method method : results.methods()) {
                ControlCheck check = of(results, model, method);
                if (main.contains(method) || (check.mean != null && !check.holds())) {
                    checks.add(check);
                }
            }
        }
        return List.copyOf(checks);
    }

    /** Rounding aside, so that a mean of exactly .55 holds. */
    boolean holds() {
        return mean != null && Math.abs(mean - 0.5) <= TOLERANCE + 1e-12;
    }

    String outcome() {
        if (mean == null) {
            return "no control was scored";
        }
        return holds() ? "within 0.05 of 0.5" : "more than 0.05 from 0.5: read its AUCs with care";
    }
}
