package outlayer.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagGroup;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;

/** What was flagged, how often, and whether traffic has moved away from what was fitted. */
final class FlagTables {

    private static final LongTable RATES = new LongTable(
            "flag-rates",
            "Flags by method: what was chosen beside what came of it",
            "flag-rates.csv",
            columns(
                    "Over layers",
                    "Rule",
                    "Chosen",
                    "Calibration scores",
                    "Tested",
                    "Flagged",
                    "Realised false discovery rate",
                    "Realised false positive rate",
                    "Anomalies found",
                    "Note"),
            List.of("Model"),
            List.of("Dataset", "Variant", "Part", "Over layers"),
            List.of("Method"));

    private static final LongTable FLAGS = new LongTable(
            "flags",
            "Flagged examples, smallest p first within a model, dataset and variant",
            "flags.csv",
            columns("Over layers", "Example", "Score", "p", "q", "Layers that drove it", "Their p"),
            List.of("Model", "Dataset"),
            List.of("Variant", "Part", "Over layers"),
            List.of("Method"));

    private static final LongTable DRIFT = new LongTable(
            "drift",
            "New traffic against the trusted fit",
            "drift.csv",
            columns("Layer", "Mean shift", "Variance ratio", "New above calibration, AUC [95 %]", "Drifted", "Note"),
            List.of("Model"),
            List.of("Dataset", "Variant", "Layer", "Drifted"),
            List.of("Method"));

    private FlagTables() {}

    private static List<String> columns(String... rest) {
        return Stream.concat(Stream.of("Model", "Dataset", "Variant", "Part", "Method"), Stream.of(rest))
                .toList();
    }

    static LongTable.Rows rates(List<FlagRateRow> rates) {
        LongTable.Rows rows = new LongTable.Rows(RATES);
        for (FlagRateRow row : rates) {
            rows.add(cells(
                    row.group(),
                    row.key(),
                    row.rule(),
                    Numbers.percent(row.chosen()),
                    Long.toString(row.nCalibration()),
                    Long.toString(row.nTested()),
                    Long.toString(row.nFlagged()),
                    Numbers.percent(row.falseDiscoveryRate()),
                    Numbers.percent(row.falsePositiveRate()),
                    Numbers.percent(row.found()),
                    row.note()));
        }
        return rows;
    }

    static LongTable.Rows flags(List<FlagRow> flags) {
        LongTable.Rows rows = new LongTable.Rows(FLAGS);
        for (FlagRow row : flags) {
            rows.add(cells(
                    row.group(),
                    row.key(),
                    row.id(),
                    Numbers.fixed(row.score(), 3),
                    Numbers.probability(row.p()),
                    Numbers.probability(row.q()),
                    text(row.drivers()),
                    text(row.driversP())));
        }
        return rows;
    }

    static LongTable.Rows drift(List<DriftRow> drift) {
        LongTable.Rows rows = new LongTable.Rows(DRIFT);
        for (DriftRow row : drift) {
            rows.add(cells(
                    row.group(),
                    row.key(),
                    Numbers.fixed(row.meanShift(), 3),
                    Numbers.fixed(row.varianceRatio(), 3),
                    Numbers.fixed(row.auc(), 3) + " " + Numbers.range(row.aucLow(), row.aucHigh()),
                    row.drifted() ? "yes" : "no",
                    row.note()));
        }
        return rows;
    }

    private static List<String> cells(FlagGroup group, ScoreKey key, String... rest) {
        return Stream.concat(
                        Stream.of(
                                group.model(),
                                group.dataset(),
                                group.variant(),
                                group.part(),
                                Method.of(key).label(),
                                AucCells.column(key)),
                        Stream.of(rest))
                .toList();
    }

    private static String text(@Nullable String words) {
        return Objects.requireNonNullElse(words, "");
    }
}
