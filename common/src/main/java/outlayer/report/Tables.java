package outlayer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.QuirkinessRow;

/** The tables of the page, from the rows of a run. */
final class Tables {

    private final ReportData data;
    private final Results results;

    Tables(ReportData data, Results results) {
        this.data = data;
        this.results = results;
    }

    /** A line per quirky model: how quirky, how right by its own label, how visible, and what the control says. */
    String headline() {
        List<Method> family =
                results.families().isEmpty() ? List.of() : results.families().get(0);
        List<String> columns =
                new ArrayList<>(List.of("Model", "Dataset", "Quirkiness, nats", "Accuracy, Alice / Bob"));
        for (Method method : family) {
            columns.add("AUC [95 %], " + settings(method));
            columns.add("Base, " + settings(method));
        }
        columns.add("In a word");
        HtmlTable table = new HtmlTable(
                family.isEmpty()
                        ? "Headline"
                        : "AUC over all layers, " + family.get(0).family().label(),
                columns,
                "auc.csv");
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                QuirkinessRow quirk = results.quirkiness(model, dataset, Results.QUIRKY);
                List<String> cells = new ArrayList<>(List.of(model, dataset));
                cells.add(Numbers.fixed(quirk == null ? null : quirk.quirkiness(), 2));
                cells.add(Numbers.fixed(quirk == null ? null : quirk.accuracyAlice(), 3) + " / "
                        + Numbers.fixed(quirk == null ? null : quirk.accuracyBob(), 3));
                for (Method method : family) {
                    cells.add(Numbers.explained(results.overall(model, dataset, Results.QUIRKY, method)));
                    cells.add(Numbers.plain(results.overall(model, dataset, Results.BASE, method)));
                }
                cells.add(
                        family.isEmpty()
                                ? Numbers.UNDEFINED
                                : Strength.of(results.overall(model, dataset, Results.QUIRKY, family.get(0)))
                                        .word());
                table.add(cells);
            }
        }
        return table.html();
    }

    private static String settings(Method method) {
        return method.params().isBlank() ? method.detector() : method.params();
    }

    String control() {
        HtmlTable table = new HtmlTable(
                "Mean AUC of the untuned bases over datasets",
                List.of("Model", "Method", "Datasets", "Mean AUC", "Outcome"),
                "auc.csv");
        for (ControlCheck check : ControlCheck.all(results)) {
            table.add(List.of(
                    check.model(),
                    check.method().label(),
                    Integer.toString(check.datasets()),
                    Numbers.fixed(check.mean(), 3),
                    check.outcome()));
        }
        return table.html();
    }

    /** Every AUC over all layers, with the subsets on which the two labels agree and differ. */
    String aggregates() {
        HtmlTable table = new HtmlTable(
                "AUC over all layers, every method",
                List.of(
                        "Model",
                        "Dataset",
                        "Variant",
                        "Method",
                        "Normal",
                        "Anomalous",
                        "AUC [95 %]",
                        "By question",
                        "By name",
                        "Labels agree",
                        "Labels differ",
                        "Average precision",
                        "TPR at 1 % FPR",
                        "TPR at 5 % FPR"),
                "auc.csv");
        for (AucRow row : data.auc()) {
            boolean overall = row.subset().equals("all")
                    && (row.layer().equals("aggregate") || row.layer().equals("all"));
            if (overall) {
                Method method = Method.of(row);
                table.add(List.of(
                        row.model(),
                        row.dataset(),
                        row.variant(),
                        method.label(),
                        Long.toString(row.nNormal()),
                        Long.toString(row.nAnomalous()),
                        Numbers.explained(row),
                        Numbers.range(row.aucLowQuestion(), row.aucHighQuestion()),
                        Numbers.range(row.aucLowName(), row.aucHighName()),
                        Numbers.explained(results.overall(row.model(), row.dataset(), row.variant(), method, "agree")),
                        Numbers.explained(
                                results.overall(row.model(), row.dataset(), row.variant(), method, "disagree")),
                        Numbers.fixed(row.averagePrecision(), 3),
                        Numbers.fixed(row.tprAtFpr01(), 3),
                        Numbers.fixed(row.tprAtFpr05(), 3)));
            }
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

    String comparisons() {
        HtmlTable table = new HtmlTable(
                "Pairs of methods on the same examples (paired DeLong; p after Holm within a family)",
                List.of(
                        "Model",
                        "Dataset",
                        "Variant",
                        "Subset",
                        "First",
                        "Second",
                        "AUC difference",
                        "95 %",
                        "p",
                        "p (Holm)",
                        "Rank correlation"),
                "comparisons.csv");
        for (ComparisonRow row : data.comparisons()) {
            table.add(List.of(
                    row.model(),
                    row.dataset(),
                    row.variant(),
                    row.subset(),
                    row.first(),
                    row.second(),
                    Numbers.fixed(row.aucDifference(), 3),
                    Numbers.range(row.low(), row.high()),
                    Numbers.probability(row.p()),
                    Numbers.probability(row.pHolm()),
                    Numbers.fixed(row.scoreRankCorrelation(), 3)));
        }
        return table.html();
    }

    String timings() {
        HtmlTable table =
                new HtmlTable("Stages of the run", List.of("Stage", "Units computed", "Units reused", "Time"), "");
        for (StageTiming timing : data.timings()) {
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
        List<String> warnings = new ArrayList<>(data.warnings());
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
