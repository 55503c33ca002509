package outlayer.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/**
 * The result of a run for a terminal: a line per quirky model; a column per method with the AUC over all layers, its 95 %
 * interval and, behind it, the AUC of the untuned base. Only the main methods are shown; those that do not fit the width follow in
 * further blocks.
 */
public final class TerminalTable {

    private static final String FIGURES = "  %6s %11s";
    private static final int METHOD = 27;

    private final Results results;
    private final int width;
    private final int modelWidth;
    private final int datasetWidth;
    private final StringBuilder out = new StringBuilder();

    private TerminalTable(Results results, int width) {
        this.results = results;
        this.width = width;
        modelWidth = column("model", results.models(), 18);
        datasetWidth = column("dataset", results.datasets(), 22);
    }

    /** Lines of at most {@code width} columns, save for long names below the table. */
    public static String of(ReportData data, int width) {
        return new TerminalTable(new Results(data), width).table();
    }

    private String table() {
        List<Method> methods = results.mainMethods();
        int fitting = Math.max(1, (width - modelWidth - datasetWidth - 22) / (METHOD + 2));
        for (int from = 0; from < methods.size(); from += fitting) {
            block(methods.subList(from, Math.min(methods.size(), from + fitting)));
            out.append('\n');
        }
        more(results.methods().size() - methods.size());
        controls();
        return shown(out.append(new Verdict(results).headline()).append('\n').toString());
    }

    private void more(int methods) {
        if (methods > 0) {
            out.append("The main methods; ").append(methods).append(" more in the report and in auc.csv.\n\n");
        }
    }

    private void block(List<Method> methods) {
        StringBuilder features = new StringBuilder(left("", modelWidth) + "  " + left("", datasetWidth) + left("", 20));
        StringBuilder names = new StringBuilder(features);
        StringBuilder heads = new StringBuilder(left("model", modelWidth) + "  " + left("dataset", datasetWidth)
                + FIGURES.formatted("quirk", "acc A/B"));
        for (Method method : methods) {
            features.append("  ").append(left(method.feature(), METHOD));
            names.append("  ").append(left(method.brief(), METHOD));
            heads.append("  ").append(left("AUC   [95 % interval]  base", METHOD));
        }
        line(features);
        line(names);
        line(heads);
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                line(row(model, dataset, methods));
            }
        }
    }

    private StringBuilder row(String model, String dataset, List<Method> methods) {
        QuirkinessRow quirk = results.quirkiness(model, dataset, Results.QUIRKY);
        String accuracies = Numbers.fixed(quirk == null ? null : quirk.accuracyAlice(), 3) + "/"
                + Numbers.fixed(quirk == null ? null : quirk.accuracyBob(), 3);
        StringBuilder row = new StringBuilder(left(model, modelWidth) + "  " + left(dataset, datasetWidth)
                + FIGURES.formatted(Numbers.fixed(quirk == null ? null : quirk.quirkiness(), 2), accuracies));
        for (Method method : methods) {
            AucRow quirky = results.overall(model, dataset, Results.QUIRKY, method);
            AucRow base = results.overall(model, dataset, Results.BASE, method);
            row.append("  ").append(left(quirky == null ? Numbers.UNDEFINED : Numbers.interval(quirky), 20));
            row.append("  ").append(left(control(base), METHOD - 22));
        }
        return row;
    }

    private static String control(@Nullable AucRow base) {
        return Numbers.plain(base);
    }

    /** Mean of the control over datasets, per model: of each main method, and of any other that fails it. */
    private void controls() {
        for (ControlCheck check : ControlCheck.worthReading(results)) {
            out.append("control ")
                    .append(check.model())
                    .append(", ")
                    .append(check.method().title())
                    .append(": mean AUC ")
                    .append(Numbers.fixed(check.mean(), 3))
                    .append(", ")
                    .append(check.outcome())
                    .append('\n');
        }
    }

    private void line(StringBuilder text) {
        out.append(text.toString().stripTrailing()).append('\n');
    }

    private static int column(String head, List<String> values, int most) {
        int longest = values.stream().mapToInt(String::length).max().orElse(0);
        return Math.min(most, Math.max(head.length(), longest));
    }

    /** Padded, or cut with an ellipsis. */
    private static String left(String text, int width) {
        int length = text.codePointCount(0, text.length());
        return length > width
                ? text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…"
                : text + " ".repeat(width - length);
    }

    /** Control characters would let a name rewrite the terminal. */
    private static String shown(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\n]]", "?");
    }
}
