package outlayer.flag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.ScoreKey;

final class FlagSummaryTest {

    private static FlagGroup group(String dataset) {
        return new FlagGroup("tiny", dataset, "quirky", "untrusted");
    }

    private static FlagRateRow rate(String dataset, String detector, long flagged, @Nullable Double falseShare) {
        ScoreKey key = ScoreKey.of("activations", detector, "k=3", "online", "all");
        return new FlagRateRow(
                group(dataset),
                key,
                "false-discovery-rate",
                0.1,
                100,
                40,
                1 / 101.0,
                0.01,
                flagged,
                null,
                null,
                falseShare,
                null,
                null,
                "");
    }

    private static DriftRow drift(String dataset, String layer, @Nullable Double auc, boolean drifted) {
        ScoreKey key = ScoreKey.of("activations", "lof", "k=3", "online", layer);
        return new DriftRow(
                group(dataset), key, null, null, null, null, 100, auc, null, null, drifted, "moved in " + layer);
    }

    @Test
    void eachGroupHasTheDetectorThatFlagsMost() {
        assertThat(FlagSummary.of(
                        List.of(
                                rate("few", "lof", 2, null),
                                rate("many", "knn", 3, 0.25),
                                rate("many", "lof", 9, 0.125)),
                        List.of()))
                .isEqualTo("""
                        flags   tiny/many/quirky untrusted, activations/lof/k=3: 9 of 40 at false discovery rate 0.1; normal ones \
                        among them: 0.125; the most of 2 detectors
                        flags   tiny/few/quirky untrusted, activations/lof/k=3: 2 of 40 at false discovery rate 0.1
                        """);
    }

    @Test
    void eachGroupHasTheComparisonThatMovedFurthest() {
        assertThat(FlagSummary.of(
                        List.of(),
                        List.of(
                                drift("a", "1", 0.7, true),
                                drift("a", "2", 0.1, true),
                                drift("a", "3", 0.99, false),
                                drift("b", "1", null, true),
                                drift("c", "1", 0.5, false))))
                .isEqualTo("""
                        drift   tiny/a/quirky untrusted, activations/lof layer 2: moved in 2; the furthest of 2
                        drift   tiny/b/quirky untrusted, activations/lof layer 1: moved in 1
                        drift   3 of 5 comparisons with the trusted fit pass a limit
                        """);
    }

    @Test
    void aTerminalIsNotFlooded() {
        List<FlagRateRow> rates = IntStream.range(0, 11)
                .mapToObj(i -> rate("d" + i, "lof", i, null))
                .toList();
        assertThat(FlagSummary.of(rates, List.of()).lines())
                .hasSize(9)
                .startsWith(
                        "flags   tiny/d10/quirky untrusted, activations/lof/k=3: 10 of 40 at false discovery rate 0.1")
                .endsWith("and of 3 models and datasets more, see report/flag-rates.csv");
    }
}
