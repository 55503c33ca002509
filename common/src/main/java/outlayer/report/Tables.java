package outlayer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/** The tables of the page, from the rows of a run. */
final class Tables {

    /** Methods beside each other that a page has room for. */
    private static final int WIDEST = 4;

    private final ReportData data;
    private final Results results;

    Tables(ReportData data, Results results) {
        this.data = data;
        this.results = results;
    }

    /** A line per quirky model: how quirky, how right by its own label, how visible, and what the control says. */
    String headline() {
        List<Method> methods = results.mainMethods().stream().limit(WIDEST).toList();
        List<String> columns =
                new ArrayList<>(List.of("Model", "Dataset", "In a word", "Quirkiness, nats", "Accuracy, Alice / Bob"));
        methods.forEach(method -> columns.add(heading(method)));
        HtmlTable table = new HtmlTable(
                methods.isEmpty()
                        ? "Headline"
                        : "AUC over all layers with its 95 % interval, and that of the base, by method",
                columns,
                "auc.csv");
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                QuirkinessRow quirk = results.quirkiness(model, dataset, Results.QUIRKY);
                List<String> cells = new ArrayList<>(List.of(model, dataset));
                cells.add(
                        methods.isEmpty()
                                ? Numbers.UNDEFINED
                                : Strength.of(results.overall(model, dataset, Results.QUIRKY, methods.get(0)))
                                        .word());
                cells.add(Numbers.fixed(quirk == null ? null : quirk.quirkiness(), 2));
                cells.add(Numbers.fixed(quirk == null ? null : quirk.accuracyAlice(), 3) + " / "
                        + Numbers.fixed(quirk == null ? null : quirk.accuracyBob(), 3));
                for (Method method : methods) {
                    cells.add(narrow(Numbers.explained(results.overall(model, dataset, Results.QUIRKY, method)))
                            + "\nbase " + Numbers.plain(results.overall(model, dataset, Results.BASE, method)));
                }
                table.add(cells);
            }
        }
        return table.html();
    }

    /** The interval below its AUC, in one piece. */
    private static String narrow(String auc) {
        return auc.replace(" [", "\n[").replace(", ", ",\u00a0");
    }

    private static String heading(Method method) {
        return method.feature() + ", " + method.detector() + (method.params().isBlank() ? "" : ", " + method.params())
                + (method.mode().equals("online") ? "" : ", " + method.mode());
    }

    String control() {
        HtmlTable table = new HtmlTable(
                "Mean AUC of the untuned bases over datasets",
                List.of("Model", "Method", "Datasets", "Mean AUC", "Outcome"),
                "auc.csv");
        for (ControlCheck check : ControlCheck.worthReading(results)) {
            table.add(List.of(
                    check.model(),
                    check.method().label(),
                    Integer.toString(check.datasets()),
                    Numbers.fixed(check.mean(), 3),
                    check.outcome()));
        }
        return table.html();
    }

    String quirkiness() {
        HtmlTable table = new HtmlTable(
                "Quirkiness and losses (nats) on test questions where the two labels differ",
                List.of(
                        "Model",
                        "Dataset",
                        "Variant",
                        "Step",
                        "Questions",
                        "Accuracy, Alice",
                        "Accuracy, Bob",
                        "Alice, own label",
                        "Alice, Bob's label",
                        "Bob, own label",
                        "Bob, Alice's label",
                        "Quirkiness",
                        "As a sum",
                        "As worded"),
                "quirkiness.csv");
        for (QuirkinessRow row : data.quirkiness()) {
            table.add(List.of(
                    row.model(),
                    row.dataset(),
                    row.variant(),
                    row.step() == null ? "" : row.step().toString(),
                    Long.toString(row.nPairs()),
                    Numbers.fixed(row.accuracyAlice(), 3),
                    Numbers.fixed(row.accuracyBob(), 3),
                    Numbers.fixed(row.lossAliceOnAlice(), 3),
                    Numbers.fixed(row.lossAliceOnBob(), 3),
                    Numbers.fixed(row.lossBobOnBob(), 3),
                    Numbers.fixed(row.lossBobOnAlice(), 3),
                    Numbers.fixed(row.quirkiness(), 2),
                    Numbers.fixed(row.quirkinessSum(), 2),
                    Numbers.fixed(row.quirkinessAsWorded(), 2)));
        }
        return table.html();
    }

    String timings() {
        HtmlTable table =
                new HtmlTable("Stages of the run", List.of("Stage", "Units computed", "Units reused", "Time"), "");
        for (StageTiming timing : data.facts().timings()) {
            table.add(List.of(
                    timing.stage(),
                    Long.toString(timing.unitsDone()),
                    Long.toString(timing.unitsReused()),
                    Numbers.seconds(timing.seconds())));
        }
        return table.html();
    }

    /** The run's own warnings, then why AUCs are undefined and how often. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(data.facts().warnings());
        Map<String, Integer> notes = new LinkedHashMap<>();
        for (AucRow row : data.auc()) {
            if (row.auc() == null) {
                notes.merge(row.note().isBlank() ? "no reason given" : row.note(), 1, Integer::sum);
            }
        }
        notes.forEach((note, n) -> warnings.add(Numbers.count(n, "AUC") + " undefined: " + note));
        return List.copyOf(warnings);
    }
}
