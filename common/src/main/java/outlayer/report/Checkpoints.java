package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.CheckpointRow;
import outlayer.evaluate.QuirkinessRow;

/**
 * Does the quirk become visible as it is learned? Quirkiness and one method's AUC over all layers along the checkpoints of a
 * training: per model a panel each, a line per dataset, from the base at step 0 to the weights that were kept.
 */
final class Checkpoints {

    private static final int HEIGHT = 240;

    /** What a panel shows. */
    private enum Quantity {
        QUIRKINESS("quirkiness"),
        AUC("ROC AUC");

        private final String words;

        Quantity(String words) {
            this.words = words;
        }

        @Nullable
        Double of(CheckpointRow row) {
            return this == AUC ? row.auc() : row.quirkiness();
        }
    }

    private final Results results;
    private final Method method;
    private final List<CheckpointRow> rows;

    /** @param rows of that method */
    private Checkpoints(Results results, Method method, List<CheckpointRow> rows) {
        this.results = results;
        this.method = method;
        this.rows = rows;
    }

    /** A figure per method that was scored on a checkpoint. */
    static List<FigureGroup.Choice> choices(Results results) {
        List<CheckpointRow> all = CheckpointRow.of(results.rows(AucRow.class), results.rows(QuirkinessRow.class));
        List<FigureGroup.Choice> choices = new ArrayList<>();
        for (Method method : results.methods()) {
            List<CheckpointRow> rows =
                    all.stream().filter(row -> method(row).equals(method)).toList();
            if (!rows.isEmpty()) {
                choices.add(new FigureGroup.Choice(method.label(), new Checkpoints(results, method, rows).figure()));
            }
        }
        return choices;
    }

    private static Method method(CheckpointRow row) {
        return new Method(row.feature(), row.detector(), row.params(), row.mode());
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
                        results.datasets().stream().flatMap(dataset -> points(model, dataset).keySet().stream()))
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
    private SortedMap<Integer, CheckpointRow> points(String model, String dataset) {
        SortedMap<Integer, CheckpointRow> points = new TreeMap<>();
        for (CheckpointRow row : rows) {
            if (row.model().equals(model) && row.dataset().equals(dataset)) {
                Integer step =
                        row.step() == null ? keptStep(model, dataset) : Integer.valueOf(Math.toIntExact(row.step()));
                if (step != null) {
                    points.put(step, row);
                }
            }
        }
        return points;
    }

    private @Nullable Integer keptStep(String model, String dataset) {
        return results.rows(TrainedCurve.class).stream()
                .filter(curve -> curve.model().equals(model) && curve.dataset().equals(dataset))
                .map(TrainedCurve::keptStep)
                .findFirst()
                .orElse(null);
    }

    private void lines(Sheet sheet, int panel, String model, Quantity quantity, Scale scale) {
        List<Series> lines = new ArrayList<>();
        List<@Nullable Double> ends = new ArrayList<>();
        for (int i = 0; i < results.datasets().size(); i++) {
            String dataset = results.datasets().get(i);
            JsonArray data = new JsonArray();
            Double end = null;
            for (Map.Entry<Integer, CheckpointRow> at : points(model, dataset).entrySet()) {
                Double value = quantity.of(at.getValue());
                if (value != null) {
                    data.add(Json.array(
                            StepAxis.place(at.getKey()),
                            Json.quantity(value),
                            at.getKey(),
                            at.getValue().variant()));
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
        for (CheckpointRow row : rows) {
            if (row.quirkiness() != null) {
                least = Math.min(least, row.quirkiness());
                most = Math.max(most, row.quirkiness());
            }
        }
        return Scale.around(least, most);
    }

    private String words(String model, String dataset) {
        List<String> points = new ArrayList<>();
        points(model, dataset)
                .forEach((step, row) -> points.add("step " + step + " quirkiness " + Numbers.fixed(row.quirkiness(), 2)
                        + ", AUC " + Numbers.fixed(row.auc(), 3)));
        return model + ", " + dataset + ": " + String.join("; ", points) + ".";
    }
}
