package outlayer.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.flag.FlagRateRow;

/** What the run flagged as if nobody knew the labels, and what the labels say of it; nothing in a run that flags nothing. */
final class FlagSection {

    /** Methods of which every quirky model is shown; the others stand in the long table. */
    private static final int METHODS = 2;

    private final Results results;
    private final LongTables tables;
    private final List<FlagRateRow> rates;

    FlagSection(Results results, LongTables tables) {
        this.results = results;
        this.tables = tables;
        rates = results.rows(FlagRateRow.class);
    }

    String html() {
        if (rates.isEmpty()) {
            return "";
        }
        return "<section id=\"flags\">\n<h2>Flags</h2>\n<p>" + Html.escape(words())
                + "</p>\n" + table() + notes() + tables.details("flag-rates", "Flags of every method")
                + tables.details("flags", "Flagged examples, and the layers that drove them")
                + tables.details("drift", "Drift of new traffic against the trusted fit") + "</section>\n";
    }

    /** Where the page leads to it. */
    String link() {
        return rates.isEmpty() ? "" : "<a href=\"#flags\">Flags</a> ";
    }

    private String words() {
        FlagRateRow rule = rates.get(0);
        boolean discovery = rule.rule().equals("false-discovery-rate");
        String chosen = (discovery ? "false discovery rate" : "false positive rate") + " of at most "
                + Numbers.percent(rule.chosen());
        String words =
                "Flagged as new traffic would be: p-values by rank among the scores of the part calibration, chosen for a "
                        + chosen + "; labels only judge it afterwards.";
        List<FlagRateRow> judged = shown(methods().subList(0, 1)).stream()
                .filter(row -> row.nFalse() != null)
                .toList();
        OptionalDouble realised =
                mean(judged, discovery ? FlagSection::falseDiscoveries : FlagRateRow::falsePositiveRate);
        OptionalDouble found = mean(judged, FlagRateRow::found);
        if (realised.isPresent() && found.isPresent()) {
            words += " " + methods().get(0).label() + " on the quirky models: realised "
                    + Numbers.percent(realised.getAsDouble()) + ", with " + Numbers.percent(found.getAsDouble())
                    + " of the anomalies found (means over " + Numbers.count(models(judged), "quirky model") + ").";
        }
        return words;
    }

    /** A model may be flagged on several parts. */
    private static int models(List<FlagRateRow> rows) {
        return Math.toIntExact(rows.stream()
                .map(row -> List.of(row.group().model(), row.group().dataset()))
                .distinct()
                .count());
    }

    /** False ones by flagged ones, of which there are none where nothing is flagged: what the rule bounds the mean of. */
    private static @Nullable Double falseDiscoveries(FlagRateRow row) {
        return row.nFlagged() == 0 ? Double.valueOf(0) : row.falseDiscoveryRate();
    }

    private String table() {
        HtmlTable table = new HtmlTable(
                "Flags over all layers on the quirky models",
                List.of(
                        "Model",
                        "Dataset",
                        "Part",
                        "Method",
                        "Chosen",
                        "Tested",
                        "Flagged",
                        "False discoveries, realised",
                        "False positives, realised",
                        "Anomalies, found"),
                "flag-rates.csv");
        for (FlagRateRow row : shown(methods())) {
            table.add(List.of(
                    row.group().model(),
                    row.group().dataset(),
                    row.group().part(),
                    Method.of(row.key()).label(),
                    Numbers.percent(row.chosen()),
                    Long.toString(row.nTested()),
                    Long.toString(row.nFlagged()),
                    Numbers.percent(row.falseDiscoveryRate()),
                    Numbers.percent(row.falsePositiveRate()),
                    Numbers.percent(row.found())));
        }
        return table.html();
    }

    /** What is to be known of those rows, each once. */
    private String notes() {
        return shown(methods()).stream()
                .flatMap(row -> Stream.of(row.note().split("; ")))
                .filter(note -> !note.isBlank())
                .distinct()
                .map(note -> "<p class=\"note\">" + Html.escape(note) + "</p>\n")
                .collect(Collectors.joining());
    }

    /** The first methods, in the order of the report, whose scores over all layers were flagged by, whatever came of it. */
    private List<Method> methods() {
        List<Method> known = results.methods().stream()
                .filter(method -> rates.stream().anyMatch(row -> isShown(row, method)))
                .limit(METHODS)
                .toList();
        return known.isEmpty() ? List.of(Method.of(rates.get(0).key())) : known;
    }

    private List<FlagRateRow> shown(List<Method> methods) {
        return methods.stream()
                .flatMap(method -> rates.stream().filter(row -> isShown(row, method)))
                .toList();
    }

    private static boolean isShown(FlagRateRow row, Method method) {
        return Method.of(row.key()).equals(method)
                && row.group().variant().equals(Results.QUIRKY)
                && row.key().isVerdict();
    }

    private static OptionalDouble mean(List<FlagRateRow> rows, Function<FlagRateRow, @Nullable Double> of) {
        return rows.stream()
                .map(of)
                .filter(value -> value != null)
                .mapToDouble(value -> value)
                .average();
    }
}
