package outlayer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/** The result of a run in words, made from the numbers of its first method: strong, weak, absent or not to be trusted. */
final class Verdict {

    private final Results results;

    Verdict(Results results) {
        this.results = results;
    }

    /** For a terminal: {@link #sure}, after the question that it answers. */
    String headline() {
        String sure = sure();
        return sure.startsWith("Of ") ? "Can the quirk be seen inside? " + sure : sure;
    }

    /** One sentence on detection over all quirky models, one on the control. */
    String sure() {
        if (results.methods().isEmpty()) {
            return "No detector was scored.";
        }
        Method method = results.methods().get(0);
        Map<Strength, Integer> counts = new EnumMap<>(Strength.class);
        int total = 0;
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                AucRow row = results.overall(model, dataset, Results.QUIRKY, method);
                if (row != null) {
                    counts.merge(Strength.of(row), 1, Integer::sum);
                    total++;
                }
            }
        }
        if (total == 0) {
            return "No quirky model was scored.";
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((strength, n) -> parts.add(n + " " + strength.word()));
        return "Of " + Numbers.count(total, "quirky model") + ": " + String.join(", ", parts) + ". " + control(method);
    }

    /** A few sentences per model, in the order of the models. */
    List<String> perModel() {
        return results.models().stream().map(this::sentence).toList();
    }

    private String control(Method method) {
        List<ControlCheck> checks = results.models().stream()
                .map(model -> ControlCheck.of(results, model, method))
                .toList();
        List<String> failing = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (ControlCheck check : checks) {
            if (check.mean() == null) {
                absent.add(check.model());
            } else if (!check.holds()) {
                failing.add(check.model() + " (mean AUC " + Numbers.fixed(check.mean(), 3) + ")");
            }
        }
        if (!failing.isEmpty()) {
            return "The control fails: the untuned base is more than 0.05 from 0.5 on " + String.join(" and ", failing)
                    + ", so part of what is detected is not the quirk.";
        }
        return absent.isEmpty()
                ? "The control holds: the untuned bases stay within 0.05 of 0.5 on average."
                : "There is no control for " + String.join(" and ", absent) + ".";
    }

    private String sentence(String model) {
        return model + ": " + quirk(model) + detection(model);
    }

    private String quirk(String model) {
        double sum = 0;
        int n = 0;
        int quirky = 0;
        for (String dataset : results.datasets()) {
            QuirkinessRow row = results.quirkiness(model, dataset, Results.QUIRKY);
            if (row != null && row.quirkiness() != null) {
                sum += row.quirkiness();
                quirky += row.quirkiness() > 0 ? 1 : 0;
                n++;
            }
        }
        return n == 0
                ? "quirkiness was not measured. "
                : "answers by name (quirkiness above 0) on " + quirky + " of " + Numbers.count(n, "dataset")
                        + ", mean quirkiness " + Numbers.fixed(sum / n, 2) + " nats. ";
    }

    private String detection(String model) {
        if (results.methods().isEmpty()) {
            return "";
        }
        Method method = results.methods().get(0);
        List<AucRow> rows = results.datasets().stream()
                .map(dataset -> results.overall(model, dataset, Results.QUIRKY, method))
                .filter(row -> row != null && row.auc() != null)
                .sorted(Comparator.comparing(AucRow::auc, Comparator.nullsFirst(Comparator.reverseOrder())))
                .toList();
        if (rows.isEmpty()) {
            return "No AUC is defined.";
        }
        AucRow best = rows.get(0);
        AucRow worst = rows.get(rows.size() - 1);
        double mean = rows.stream().mapToDouble(Verdict::auc).average().orElseThrow();
        String range = rows.size() == 1
                ? "AUC " + one(best)
                : "mean AUC " + Numbers.fixed(mean, 3) + ", from " + one(worst) + " to " + one(best);
        return "Seen from inside (" + method.label() + ", over all layers): " + range + "."
                + clearestLayer(model, method);
    }

    private static String one(AucRow row) {
        return Numbers.interval(row) + " on " + row.cell().dataset() + " ("
                + Strength.of(row).word() + ")";
    }

    private static double auc(@Nullable AucRow row) {
        Double auc = row == null ? null : row.auc();
        return auc == null ? Double.NaN : auc;
    }

    private String clearestLayer(String model, Method method) {
        LayerPeak peak = LayerPeak.of(results, model, method);
        return peak == null
                ? ""
                : " Single layers: highest on average at layer " + peak.layer() + " (mean AUC "
                        + Numbers.fixed(peak.mean(), 3) + "; chosen on the test labels, so optimistic).";
    }
}
