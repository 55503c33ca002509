package outlayer.detector;

import java.util.Locale;

/** How the scores of several layers become one. */
public enum Aggregation {
    /** Of raw scores, as published. */
    MEAN,
    /** Of each score's rank among those of normal examples that no fit saw. */
    RANK_MEAN,
    /** The largest of these ranks. */
    RANK_MAX,
    /** Of scores in units of the spread that they have over normal examples that no fit saw. */
    Z_MEAN,
    /** The largest of these. */
    Z_MAX;

    /** Its name in settings and results, {@code rank-mean}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it needs scores of examples that are known to be normal. */
    public boolean calibrated() {
        return this != MEAN;
    }

    /** Whether these must vary, to have a spread. */
    public boolean standardised() {
        return this == Z_MEAN || this == Z_MAX;
    }
}
