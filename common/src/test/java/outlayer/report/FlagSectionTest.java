package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagGroup;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;

/** Parts of the page that only some runs have. */
class FlagSectionTest {

    private static final ScoreKey MEAN = ScoreKey.of("activations", "mahalanobis", "rcond=1e-5", "online", "all")
            .aggregate("mean");

    /** Realised 12 % and 8 % are 10 % on average; found 50 % and 30 % are 40 %. The base does not count. */
    @Test
    void theRealisedRateStandsBesideTheChosenOne() {
        String page = page(ResultRows.NONE.with(
                FlagRateRow.class,
                List.of(rate("d", "quirky", 0.12, 0.5), rate("e", "quirky", 0.08, 0.3), rate("d", "base", 0.9, 0.9))));
        assertThat(page)
                .contains("chosen for a false discovery rate of at most 10.0 %; labels only judge it afterwards")
                .contains(
                        "on the quirky models: realised 10.0 %, with 40.0 % of the anomalies found (means over 2 quirky models).")
                .contains("<a href=\"#flags\">", "data-table=\"flag-rates\"")
                .doesNotContain("data-table=\"flags\"", "data-table=\"drift\"", "90.0 %");
    }

    /** The first flags 90 of which 12 % are false, the second nothing and so nothing false; a third has no labels. The mean is 6 %. */
    @Test
    void aModelOfWhichNothingIsFlaggedHasNoFalseDiscoveries() {
        String page = page(ResultRows.NONE.with(
                FlagRateRow.class,
                List.of(rate("d", "quirky", 0.12, 0.5), nothing("e"), rate("f", "quirky", null, null))));
        assertThat(page).contains("realised 6.0 %, with 25.0 % of the anomalies found (means over 2 quirky models).");
    }

    /** Nobody knows what came of it. */
    @Test
    void withoutLabelsNothingIsRealised() {
        String page = page(ResultRows.NONE.with(FlagRateRow.class, List.of(rate("d", "quirky", null, null))));
        assertThat(page).contains("labels only judge it afterwards.</p>", "<td class=\"none\">n/a</td>");
    }

    @Test
    void aRunThatFlagsNothingHasNoSuchPart() {
        assertThat(page(ResultRows.NONE)).doesNotContain("id=\"flags\"", "#flags", "data-table=\"layer-choices\"");
    }

    @Test
    void whatALongTableShowsLiesInItsFile() {
        Map<String, byte[]> files = files(ResultRows.NONE
                .with(FlagRateRow.class, List.of(rate("d", "quirky", 0.1, 0.5)))
                .with(FlagRow.class, List.of(flag()))
                .with(DriftRow.class, List.of(drift()))
                .with(LayerChoiceRow.class, List.of(choice())));
        assertThat(text(files, "data/flags/m-d.js")).contains("example 7", "3 2", "0.001 0.04");
        assertThat(text(files, "data/drift/m.js")).contains("0.612 [0.550, 0.674]", "\"yes\"", "AUC above 0.6");
        assertThat(text(files, "data/layer-choices/m.js"))
                .contains("0.700 [0.650, 0.750]", "0.900 [0.850, 0.950]", "weak choice");
        assertThat(text(files, "index.html")).contains("Best layer by test labels (optimistic)");
    }

    private static FlagRateRow rate(String dataset, String variant, @Nullable Double realised, @Nullable Double found) {
        return new FlagRateRow(
                new FlagGroup("m", dataset, variant, "test"),
                MEAN,
                "false-discovery-rate",
                0.1,
                400,
                800,
                1.0 / 401,
                0.03,
                90,
                realised == null ? null : 400L,
                realised == null ? null : 9L,
                realised,
                realised,
                found,
                "");
    }

    private static FlagRateRow nothing(String dataset) {
        FlagGroup group = new FlagGroup("m", dataset, "quirky", "test");
        return new FlagRateRow(
                group, MEAN, "false-discovery-rate", 0.1, 400, 800, 1.0 / 401, 0, 0, 400L, 0L, null, 0.0, 0.0, "");
    }

    private static FlagRow flag() {
        return new FlagRow(
                new FlagGroup("m", "d", "quirky", "test"),
                "example 7",
                MEAN,
                12.3,
                0.002,
                0.01,
                true,
                "3 2",
                "0.001 0.04",
                "5 2");
    }

    private static DriftRow drift() {
        return new DriftRow(
                new FlagGroup("m", "d", "quirky", "untrusted"),
                ScoreKey.of("activations", "mahalanobis", "rcond=1e-5", "online", "3"),
                800L,
                400L,
                0.4,
                1.2,
                400,
                0.612,
                0.55,
                0.674,
                true,
                "AUC above 0.6");
    }

    private static LayerChoiceRow choice() {
        return new LayerChoiceRow(
                "m",
                "d",
                "quirky",
                "activations",
                "mahalanobis",
                "rcond=1e-5",
                "online",
                5,
                1,
                400,
                400,
                "3",
                0.7,
                0.65,
                0.75,
                0.8,
                0.9,
                0.85,
                0.95,
                "4",
                0.93,
                0.91,
                1,
                "weak choice");
    }

    private static Map<String, byte[]> files(ResultRows rows) {
        AucRow scored = FakeReport.row("m", "d", "quirky", "mahalanobis rcond=1e-5", "1", "", "all", 0.5, 0.1, "");
        return ReportFiles.of(FakeReport.of(rows.with(AucRow.class, List.of(scored))), new Drawings());
    }

    private static String page(ResultRows rows) {
        return text(files(rows), ReportFiles.PAGE);
    }

    private static String text(Map<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }
}
