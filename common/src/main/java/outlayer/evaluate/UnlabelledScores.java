package outlayer.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;

/** Scores of a part that is looked at without its labels, by layer of every detector. Arrays are not copied. */
public final class UnlabelledScores {

    private static final double[] NONE = {};

    private final Map<ScoreKey, double[]> byKey;
    private final String missing;

    private UnlabelledScores(Map<ScoreKey, double[]> byKey, String missing) {
        this.byKey = byKey;
        this.missing = missing;
    }

    /** All arrays have the examples in one order; NaN where an example has no score. */
    public static UnlabelledScores of(Map<ScoreKey, double[]> byKey) {
        return new UnlabelledScores(new LinkedHashMap<>(byKey), "");
    }

    /** No scores at all: {@code extract.parts lacks untrusted}. */
    public static UnlabelledScores missing(String why) {
        return new UnlabelledScores(Map.of(), why);
    }

    double[] of(ScoreKey key) {
        return byKey.getOrDefault(key, NONE);
    }

    /** Why there are none; empty where there are some. */
    String missing() {
        return missing;
    }
}
