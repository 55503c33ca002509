package outlayer.evaluate;

import org.jspecify.annotations.Nullable;

/** Rows of result tables for tests that look at a few of their columns. */
final class ResultRowsOf {

    private ResultRowsOf() {}

    static AucRow auc(String dataset, String variant, ScoreKey key, @Nullable Double area) {
        return new AucRow(
                new AucCell("m", dataset, variant, key, "all"),
                50,
                50,
                area,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "demo-1",
                1,
                "",
                "ab12",
                null);
    }

    static QuirkinessRow quirkiness(String dataset, String variant, @Nullable Long step, @Nullable Double q) {
        return new QuirkinessRow("m", dataset, variant, step, 50, null, null, null, null, null, null, q, null, null, 1);
    }
}
