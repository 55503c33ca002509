package outlayer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/** What a stranger asks first: which model is quirkier, where the quirk shows, how sure that is. */
final class FirstAnswers {

    private record Quirk(String model, DoubleSummaryStatistics nats) {

        double mean() {
            return nats.getAverage();
        }

        String range() {
            return nats.getCount() == 1
                    ? ""
                    : " (" + Numbers.fixed(nats.getMin(), 2) + " to " + Numbers.fixed(nats.getMax(), 2) + ")";
        }
    }

    private final Results results;

    FirstAnswers(Results results) {
        this.results = results;
    }

    /** The models from the quirkiest on, and on how many datasets the first is so. */
    String quirkier() {
        List<Quirk> quirks = results.models().stream()
                .map(model -> new Quirk(model, over(results.datasets(), dataset -> quirkiness(model, dataset))))
                .filter(quirk -> quirk.nats.getCount() > 0)
                .sorted(Comparator.comparingDouble(Quirk::mean).reversed())
                .toList();
        if (quirks.isEmpty()) {
            return "Quirkiness was not measured.";
        }
        Quirk first = quirks.get(0);
        String others = String.join(
                ", ",
                quirks.stream()
                        .skip(1)
                        .map(quirk -> quirk.model + " with " + Numbers.fixed(quirk.mean(), 2) + quirk.range())
                        .toList());
        return first.model + ": quirkiness " + Numbers.fixed(first.mean(), 2) + " nats on average over "
                + Numbers.count(first.nats.getCount(), "dataset") + first.range()
                + (others.isEmpty()
                        ? "; no other model was measured."
                        : ", above " + others + ". " + agreement(first.model))
                + " Above 0, a model answers by the name in the prompt.";
    }

    private @Nullable Double quirkiness(String model, String dataset) {
        QuirkinessRow row = results.quirkiness(model, dataset, Results.QUIRKY);
        return row == null ? null : row.quirkiness();
    }

    private String agreement(String first) {
        int compared = 0;
        int highest = 0;
        for (String dataset : results.datasets()) {
            Double own = quirkiness(first, dataset);
            List<String> rest =
                    results.models().stream().filter(m -> !m.equals(first)).toList();
            DoubleSummaryStatistics others = over(rest, model -> quirkiness(model, dataset));
            if (own != null && others.getCount() > 0) {
                compared++;
                highest += own > others.getMax() ? 1 : 0;
            }
        }
        return "It is the highest on " + highest + " of " + Numbers.count(compared, "dataset") + ".";
    }

    /** By the first method, the layer at which each model shows it most. */
    String where() {
        if (results.methods().isEmpty()) {
            return "No detector was scored.";
        }
        Method method = results.methods().get(0);
        List<String> parts = new ArrayList<>();
        for (String model : results.models()) {
            LayerPeak peak = LayerPeak.of(results, model, method);
            if (peak != null) {
                parts.add("in " + model + " at layer " + peak.layer() + " (AUC " + Numbers.fixed(peak.mean(), 3)
                        + " on average over datasets)");
            }
        }
        if (parts.isEmpty()) {
            return "No single layer was scored.";
        }
        List<Integer> layers = results.layers(method);
        return "Most " + String.join(", ", parts) + ", of layers " + layers.get(0) + " to "
                + layers.get(layers.size() - 1) + ". Seen by " + method.label()
                + "; the best layer is picked with the answers known, which flatters it.";
    }

    /** What the first method shows, how wide the intervals are, and whether the control holds. */
    String sure() {
        DoubleSummaryStatistics widths = new DoubleSummaryStatistics();
        results.methods().stream()
                .limit(1)
                .flatMap(method -> results.models().stream()
                        .flatMap(model -> results.datasets().stream()
                                .map(dataset -> results.overall(model, dataset, Results.QUIRKY, method))))
                .map(FirstAnswers::width)
                .filter(Objects::nonNull)
                .forEach(widths::accept);
        return new Verdict(results).sure()
                + (widths.getCount() == 0
                        ? ""
                        : " The 95 % intervals of the AUCs are at most " + Numbers.fixed(widths.getMax(), 2)
                                + " wide.");
    }

    private static @Nullable Double width(@Nullable AucRow row) {
        return row == null || row.aucLow() == null || row.aucHigh() == null
                ? null
                : Double.valueOf(row.aucHigh() - row.aucLow());
    }

    private interface Value {
        @Nullable
        Double of(String name);
    }

    private static DoubleSummaryStatistics over(List<String> names, Value value) {
        DoubleSummaryStatistics found = new DoubleSummaryStatistics();
        for (String name : names) {
            Double one = value.of(name);
            if (one != null) {
                found.accept(one);
            }
        }
        return found;
    }
}
