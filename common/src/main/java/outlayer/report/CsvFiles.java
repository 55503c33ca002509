package outlayer.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.Csv;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;

/** The tables of a run as CSV files, all rows and all digits that a table holds. */
final class CsvFiles {

    private CsvFiles() {}

    static void write(ReportData data, BiConsumer<String, byte[]> files) {
        files.accept("auc.csv", csv(AucRow.columns(), data.auc(), AucRow::cells));
        files.accept("quirkiness.csv", csv(QuirkinessRow.columns(), data.quirkiness(), QuirkinessRow::cells));
        files.accept("separation.csv", csv(SeparationRow.columns(), data.separation(), SeparationRow::cells));
        files.accept("comparisons.csv", csv(ComparisonRow.columns(), data.comparisons(), ComparisonRow::cells));
        if (!data.answers().isEmpty()) {
            files.accept("answers.csv", csv(AnswersRow.columns(), data.answers(), AnswersRow::cells));
        }
        if (!data.curves().isEmpty()) {
            List<LearningRow> learned =
                    data.curves().stream().flatMap(LearningRow::of).toList();
            files.accept("learning.csv", csv(LearningRow.columns(), learned, LearningRow::cells));
        }
    }

    private static <T> byte[] csv(List<String> columns, List<T> rows, Function<T, List<String>> cells) {
        StringBuilder out = new StringBuilder();
        try {
            Csv.write(out, columns, () -> rows.stream().map(cells).iterator());
        } catch (IOException e) {
            throw new UncheckedIOException("A StringBuilder does not fail", e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
