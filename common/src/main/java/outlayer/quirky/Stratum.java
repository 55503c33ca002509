package outlayer.quirky;

import java.util.Locale;

/** Difficulty in three layers: below the easy quantile, between, from the hard quantile up. */
public enum Stratum {
    EASY,
    MEDIUM,
    HARD;

    /** Lower-case name, as tables and settings write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
