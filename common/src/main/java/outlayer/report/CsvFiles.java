package outlayer.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.BootstrapRow;
import outlayer.evaluate.CheckpointRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.CorrelationRow;
import outlayer.evaluate.Correlations;
import outlayer.evaluate.Csv;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;

/** The tables of a run as CSV files, all rows and all digits that a table holds. */
final class CsvFiles {

    private CsvFiles() {}

    /** The four tables of every run, then those that this one has. */
    static void write(ResultRows rows, BiConsumer<String, byte[]> files) {
        write("auc.csv", AucRow.class, rows.of(AucRow.class), files);
        write("quirkiness.csv", QuirkinessRow.class, rows.of(QuirkinessRow.class), files);
        write("separation.csv", SeparationRow.class, rows.of(SeparationRow.class), files);
        write("comparisons.csv", ComparisonRow.class, rows.of(ComparisonRow.class), files);
        writeAny("answers.csv", AnswersRow.class, rows.of(AnswersRow.class), files);
        writeAny("layer-choices.csv", LayerChoiceRow.class, rows.of(LayerChoiceRow.class), files);
        writeAny("bootstrap.csv", BootstrapRow.class, rows.of(BootstrapRow.class), files);
        List<AucRow> auc = rows.of(AucRow.class);
        List<QuirkinessRow> quirkiness = rows.of(QuirkinessRow.class);
        writeAny(
                "correlations.csv",
                CorrelationRow.class,
                Correlations.of(auc, quirkiness, rows.of(SeparationRow.class)),
                files);
        writeAny("checkpoints.csv", CheckpointRow.class, CheckpointRow.of(auc, quirkiness), files);
        writeAny(
                "learning.csv",
                LearningRow.class,
                rows.of(TrainedCurve.class).stream().flatMap(LearningRow::of).toList(),
                files);
        writeAny("flags.csv", FlagRow.class, rows.of(FlagRow.class), files);
        writeAny("flag-rates.csv", FlagRateRow.class, rows.of(FlagRateRow.class), files);
        writeAny("drift.csv", DriftRow.class, rows.of(DriftRow.class), files);
        writeAny(
                "flows.csv",
                FlowRow.class,
                rows.of(TrainedFlow.class).stream().flatMap(FlowRow::of).toList(),
                files);
    }

    private static <T extends Record> void writeAny(
            String path, Class<T> kind, List<T> rows, BiConsumer<String, byte[]> files) {
        if (!rows.isEmpty()) {
            write(path, kind, rows, files);
        }
    }

    private static <T extends Record> void write(
            String path, Class<T> kind, List<T> rows, BiConsumer<String, byte[]> files) {
        files.accept(path, Csv.table(kind, rows).getBytes(StandardCharsets.UTF_8));
    }
}
