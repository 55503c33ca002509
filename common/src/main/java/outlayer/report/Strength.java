package outlayer.report;

import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/** An AUC with its interval, in a word. The bounds are stated in the page. */
enum Strength {
    CLEAR("clear"),
    MODERATE("moderate"),
    WEAK("weak"),
    CHANCE("at chance"),
    BELOW("below chance"),
    UNDEFINED("n/a");

    static final String BOUNDS =
            "Clear: AUC of 0.9 or more; moderate: 0.7 or more; weak: less, but with a 95 % interval above 0.5;"
                    + " at chance: the interval holds 0.5, so nothing was shown.";

    private final String word;

    Strength(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Strength of(@Nullable AucRow row) {
        if (row == null || row.auc() == null) {
            return UNDEFINED;
        }
        double low = row.aucLow() == null ? row.auc() : row.aucLow();
        double high = row.aucHigh() == null ? row.auc() : row.aucHigh();
        if (high < 0.5) {
            return BELOW;
        }
        if (low <= 0.5) {
            return CHANCE;
        }
        if (row.auc() < 0.7) {
            return WEAK;
        }
        return row.auc() < 0.9 ? MODERATE : CLEAR;
    }
}
