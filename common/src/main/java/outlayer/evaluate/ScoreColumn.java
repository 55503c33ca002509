package outlayer.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * One score of every test example, in the examples' order; NaN where an example has none. A score that is not defined has no
 * numbers but a note that says why. The array is not copied.
 */
public final class ScoreColumn {

    private final ScoreKey key;
    private final double @Nullable [] scores;
    private final String note;

    private ScoreColumn(ScoreKey key, double @Nullable [] scores, String note) {
        this.key = key;
        this.scores = scores;
        this.note = note;
    }

    /**
     * A column with scores.
     *
     * @param note what its rows are to say, such as which layers are missing; mostly empty
     */
    public static ScoreColumn of(ScoreKey key, double[] scores, String note) {
        return new ScoreColumn(key, scores, note);
    }

    /** A column without scores: {@code layer has no variance}. */
    public static ScoreColumn notApplicable(ScoreKey key, String note) {
        return new ScoreColumn(key, null, note);
    }

    public ScoreKey key() {
        return key;
    }

    public double @Nullable [] scores() {
        return scores;
    }

    public String note() {
        return note;
    }
}
