package outlayer.jobs.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Results on a terminal: a line each, and under it a line for each requirement. */
final class ResultTable {

    private static final String ROW = "%-26s %-30s %-8s %2s %9s %16s %7s  %s%n";

    private final PrintStream out;
    private final Sizes sizes;

    ResultTable(PrintStream out, Sizes sizes) {
        this.sizes = sizes;
        this.out = out;
    }

    void header() {
        out.printf(ROW, "benchmark", "shape", "dtype", "th", "best s", "rate", "of it", "floor");
    }

    void add(Result result) {
        out.printf(
                Locale.ROOT,
                ROW,
                result.name(),
                result.shape(),
                result.dtype(),
                result.threads(),
                "%.3f".formatted(result.best()),
                rate(result.rate(), result.unit()),
                "%.0f %%".formatted(100 * result.shareOfFloor()),
                rate(result.floor().rate(), result.unit()) + ", "
                        + result.floor().what());
        for (Requirement requirement : result.requirements()) {
            out.printf(
                    Locale.ROOT,
                    "    %-7s %s: %.3g, required %s %.3g%n",
                    sizes.judged() ? requirement.met() ? "met" : "NOT MET" : "(small)",
                    requirement.what(),
                    requirement.found(),
                    requirement.bound() == Requirement.Bound.AT_LEAST ? "at least" : "at most",
                    requirement.required());
        }
        if (!result.remark().isEmpty()) {
            out.printf("    %s%n", result.remark());
        }
        out.flush();
    }

    private static String rate(double rate, String unit) {
        return String.format(Locale.ROOT, rate < 1000 ? "%.1f %s" : "%.0f %s", rate, unit);
    }
}
