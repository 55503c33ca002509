package outlayer.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.Csv;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;

/** A report as files: relative path to bytes, in the order in which they are to be written; the page that links them is last. */
public final class ReportFiles {

    public static final String PAGE = "index.html";

    private ReportFiles() {}

    public static Map<String, byte[]> of(ReportData data) {
        return of(data, new SvgRenderer());
    }

    static Map<String, byte[]> of(ReportData data, SvgRenderer renderer) {
        Results results = new Results(data);
        List<FigureGroup> groups = Figures.of(results);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "auc.csv",
                csv(AucRow.columns(), data.auc().stream().map(AucRow::cells).toList()));
        files.put(
                "quirkiness.csv",
                csv(
                        QuirkinessRow.columns(),
                        data.quirkiness().stream().map(QuirkinessRow::cells).toList()));
        files.put(
                "separation.csv",
                csv(
                        SeparationRow.columns(),
                        data.separation().stream().map(SeparationRow::cells).toList()));
        files.put(
                "comparisons.csv",
                csv(
                        ComparisonRow.columns(),
                        data.comparisons().stream().map(ComparisonRow::cells).toList()));
        if (!data.curves().isEmpty()) {
            files.put(
                    "learning.csv",
                    csv(
                            LearningRow.columns(),
                            data.curves().stream()
                                    .flatMap(LearningRow::of)
                                    .map(LearningRow::cells)
                                    .toList()));
        }
        Map<String, String> drawings = new HashMap<>();
        for (FigureGroup group : groups) {
            for (FigureGroup.Choice choice : group.choices()) {
                Figure figure = choice.figure();
                String svg = renderer.render(figure);
                if (drawings.put(figure.id(), svg) != null) {
                    throw new IllegalArgumentException("Two methods draw figure " + figure.id()
                            + ", expected feature, detector, params and mode to differ in more than punctuation");
                }
                files.put(figure.path(), svg.getBytes(StandardCharsets.UTF_8));
            }
        }
        String page = new ReportPage(data, results, groups, drawings).html(new ArrayList<>(files.keySet()));
        files.put(PAGE, page.getBytes(StandardCharsets.UTF_8));
        return Collections.unmodifiableMap(files);
    }

    private static byte[] csv(List<String> columns, List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        try {
            Csv.write(out, columns, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringBuilder does not fail", e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
