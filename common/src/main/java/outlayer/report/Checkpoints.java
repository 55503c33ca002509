package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/**
 * Does the quirk become visible as it is learned? Quirkiness and one method's AUC over all layers along the checkpoints of a
 * training: per model a panel each, a line per dataset, from the base at step 0 to the weights that were kept.
 */
final class Checkpoints {

    /** Variants that are checkpoints are called {@code step-N}. */
    private static final String STEP = "step-";

    private static final int HEIGHT = 240;

    /** What a panel shows. */
    private enum Quantity {
        QUIRKINESS("quirkiness"),
        AUC("ROC AUC");

        private final String words;

        Quantity(String words) {
            this.words = words;
        }
    }

    private final Results results;
    private final Method method;

    private Checkpoints(Results results, Method method) {
        this.results = results;
        this.method = method;
    }

    /** A figure per method that was scored on a checkpoint. */
    static List<FigureGroup.Choice> choices(Results results) {
        return results.methods().stream()
                .filter(method -> results.variants().stream()
                        .filter(Checkpoints::isStep)
                        .anyMatch(variant -> results.models().stream()
                                .anyMatch(model -> results.datasets().stream()
                                        .anyMatch(
                                                dataset -> results.overall(model, dataset, variant, method) != null))))
                .map(method -> new FigureGroup.Choice(method.label(), new Checkpoints(results, method).figure()))
                .toList();
    }

    static boolean isStep(String variant) {
        return variant.startsWith(STEP) && Results.isNumber(variant.substring(STEP.length()));
    }

    private Figure figure() {
        List<String> names = new ArrayList<>();
        results.models().forEach(model -> {
            for (Quantity quantity : Quantity.values()) {
                names.add(model + ": " + quantity.words);
            }
        });
        Sheet sheet = new Sheet(
                new Panels(method.label() + ", over all layers", names, results.datasets(), 2, HEIGHT, 52, 112, 48));
        StepAxis steps = new StepAxis(results.models().stream()
                .flatMap(model ->
                        results.datasets().stream().flatMap(dataset -> variants(model, dataset).keySet().stream()))
                .mapToInt(step -> step)
                .max()
                .orElse(0));
        Scale scale = scale();
        List<String> alt = new ArrayList<>();
        for (String model : results.models()) {
            for (Quantity quantity : Quantity.values()) {
                boolean auc = quantity == Quantity.AUC;
                JsonObject up = auc ? Axes.auc("ROC AUC") : scale.axis("quirkiness (nats)");
                JsonElement guide = auc ? Axes.chance() : Json.object("yAxis", 0);
                int panel = sheet.panel(steps.axis(), up, guide);
                sheet.draw(panel, steps.labels(auc ? 0 : scale.low()));
                lines(sheet, panel, model, quantity, auc ? new Scale(0, 1, 0.25) : scale);
            }
            results.datasets().forEach(dataset -> alt.add(words(model, dataset)));
        }
        return sheet.figure(
                "checkpoints-" + results.slug(method),
                "Along the checkpoints: " + method.label(),
                "Does the quirk become visible as it is learned? Quirkiness and AUC over all layers of the checkpoints of a"
                        + " training against its optimiser steps: the base at step 0, then the checkpoints, last the weights that were"
                        + " kept. The lines at 0 and at 0.5 are no quirk and no skill.",
                "Along the checkpoints. " + String.join(" ", alt));
    }

    /** What stands at which step, ascending; kept weights stand nowhere if this run did not train them. */
    private Map<Integer, String> variants(String model, String dataset) {
        Map<Integer, String> variants = new TreeMap<>();
        variants.put(0, Results.BASE);
        for (String variant : results.variants()) {
            if (isStep(variant)) {
                variants.put(Integer.parseInt(variant.substring(STEP.length())), variant);
            }
        }
        results.rows(TrainedCurve.class).stream()
                .filter(curve -> curve.model().equals(model) && curve.dataset().equals(dataset))
                .findFirst()
                .ifPresent(curve -> variants.put(curve.keptStep(), Results.QUIRKY));
        return variants;
    }

    private @Nullable Double value(String model, String dataset, String variant, Quantity quantity) {
        if (quantity == Quantity.AUC) {
            AucRow row = results.overall(model, dataset, variant, method);
            return row == null ? null : row.auc();
        }
        QuirkinessRow row = results.quirkiness(model, dataset, variant);
        return row == null ? null : row.quirkiness();
    }

    private void lines(Sheet sheet, int panel, String model, Quantity quantity, Scale scale) {
        List<Series> lines = new ArrayList<>();
        List<@Nullable Double> ends = new ArrayList<>();
        for (int i = 0; i < results.datasets().size(); i++) {
            String dataset = results.datasets().get(i);
            JsonArray data = new JsonArray();
            Double end = null;
            for (Map.Entry<Integer, String> at : variants(model, dataset).entrySet()) {
                Double value = value(model, dataset, at.getValue(), quantity);
                if (value != null) {
                    data.add(Json.array(StepAxis.place(at.getKey()), Json.quantity(value), at.getKey(), at.getValue()));
                    end = scale.below(value, HEIGHT);
                }
            }
            ends.add(end);
            lines.add(Series.lineOfDataset(i, dataset, data)
                    .columns("place", quantity.words, "step", Json.object("name", "variant", "type", "ordinal"))
                    .tooltip(3, 2, 1));
        }
        double[] offsets = LineEnds.offsets(ends, HEIGHT);
        for (int i = 0; i < offsets.length; i++) {
            sheet.draw(panel, lines.get(i).set("endLabel", LineEnds.label(offsets[i])));
        }
    }

    private Scale scale() {
        double least = 0;
        double most = 1;
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                for (String variant : variants(model, dataset).values()) {
                    Double value = value(model, dataset, variant, Quantity.QUIRKINESS);
                    least = Math.min(least, value == null ? 0 : value);
                    most = Math.max(most, value == null ? 0 : value);
                }
            }
        }
        return Scale.around(least, most);
    }

    private String words(String model, String dataset) {
        List<String> points = new ArrayList<>();
        variants(model, dataset)
                .forEach((step, variant) -> points.add("step " + step + " quirkiness "
                        + Numbers.fixed(value(model, dataset, variant, Quantity.QUIRKINESS), 2) + ", AUC "
                        + Numbers.fixed(value(model, dataset, variant, Quantity.AUC), 3)));
        return model + ", " + dataset + ": " + String.join("; ", points) + ".";
    }
}
