package outlayer.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.Correlation;

/** Numbers as text, the same in the page and in the terminal; what is undefined says n/a. */
final class Numbers {

    static final String UNDEFINED = "n/a";

    private Numbers() {}

    static String fixed(@Nullable Double value, int decimals) {
        if (value == null) {
            return UNDEFINED;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    /** {@code 0.981 [0.970, 0.992]}; without the brackets where no interval is defined. */
    static String interval(AucRow row) {
        String auc = fixed(row.auc(), 3);
        return row.auc() == null || row.aucLow() == null || row.aucHigh() == null
                ? auc
                : auc + " " + range(row.aucLow(), row.aucHigh());
    }

    /** The AUC with its interval, or n/a with the reason. */
    static String explained(@Nullable AucRow row) {
        if (row == null) {
            return UNDEFINED + " (not scored)";
        }
        if (row.auc() == null) {
            return row.note().isBlank() ? UNDEFINED : UNDEFINED + " (" + row.note() + ")";
        }
        return interval(row);
    }

    /** The AUC alone. */
    static String plain(@Nullable AucRow row) {
        return fixed(row == null ? null : row.auc(), 3);
    }

    static String range(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? UNDEFINED : "[" + fixed(low, 3) + ", " + fixed(high, 3) + "]";
    }

    /** {@code r = 0.75 [0.31, 0.93], rank 0.71, p = 0.005, n = 12}, or that it is undefined. */
    static String correlation(double[] x, double[] y) {
        return Correlation.of(x, y)
                .map(c -> "r = " + fixed(c.pearson(), 2) + " [" + fixed(c.low(), 2) + ", " + fixed(c.high(), 2)
                        + "], rank " + fixed(c.spearman(), 2) + ", p " + (c.p() < 0.001 ? "" : "= ")
                        + probability(c.p())
                        + ", n = " + c.pairs())
                .orElse("r " + UNDEFINED + ", n = " + x.length);
    }

    static String probability(@Nullable Double p) {
        return p != null && p < 0.001 ? "< 0.001" : fixed(p, 3);
    }

    /** {@code 25.0 %}. */
    static String percent(@Nullable Double share) {
        return share == null ? UNDEFINED : fixed(100 * share, 1) + " %";
    }

    /** {@code 12,345}. */
    static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String seconds(double seconds) {
        return seconds < 60
                ? fixed(seconds, 1) + " s"
                : (long) (seconds / 60) + " min " + fixed(Math.floor(seconds % 60), 0) + " s";
    }

    /** {@code 1 dataset}, {@code 4 datasets}. */
    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
