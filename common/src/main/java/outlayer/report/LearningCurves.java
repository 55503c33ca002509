package outlayer.report;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import outlayer.training.CurvePoint;

/** How quirky models were learned: per model a panel of validation loss and one of quirkiness, a line per dataset, over steps. */
final class LearningCurves {

    private static final String KEPT = "kept weights";
    private static final int HEIGHT = 220;
    private static final double NO_SKILL = Math.log(2);

    /** One quantity of a point: a column of panels. */
    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private enum Quantity {
        LOSS("validation loss", NO_SKILL, CurvePoint::validationLoss),
        QUIRKINESS("quirkiness", 0, CurvePoint::quirkiness);

        private final String label;
        private final double guide;
        private final ToDoubleFunction<CurvePoint> of;

        Quantity(String label, double guide, ToDoubleFunction<CurvePoint> of) {
            this.label = label;
            this.guide = guide;
            this.of = of;
        }

        /** Zero, the guide and all points lie on it. */
        Scale scale(List<TrainedCurve> curves) {
            double least = 0;
            double most = guide;
            for (TrainedCurve curve : curves) {
                for (CurvePoint point : curve.points()) {
                    least = Math.min(least, of.applyAsDouble(point));
                    most = Math.max(most, of.applyAsDouble(point));
                }
            }
            return Scale.around(least, most);
        }
    }

    private final List<TrainedCurve> curves;
    private final List<String> models;

    /** In the order of the other figures, so that a dataset keeps its colour, then what they do not show. */
    private final List<String> lessons;

    private LearningCurves(Results results) {
        curves = results.rows(TrainedCurve.class);
        models = curves.stream().map(TrainedCurve::model).distinct().toList();
        Set<String> names = new LinkedHashSet<>(results.datasets());
        curves.forEach(curve -> names.add(curve.lesson()));
        lessons = List.copyOf(names);
    }

    /** One figure; none where the run trained nothing. */
    static List<FigureGroup.Choice> choices(Results results) {
        return results.rows(TrainedCurve.class).isEmpty()
                ? List.of()
                : List.of(new FigureGroup.Choice("all trainings", new LearningCurves(results).figure()));
    }

    private Figure figure() {
        List<String> legend = new ArrayList<>(lessons.stream()
                .filter(lesson ->
                        curves.stream().anyMatch(curve -> curve.lesson().equals(lesson)))
                .toList());
        legend.add(KEPT);
        List<String> names = models.stream()
                .flatMap(model -> List.of(Quantity.values()).stream().map(quantity -> model + ": " + quantity.label))
                .toList();
        Panels panels = new Panels("What this run trained", names, legend, 2, HEIGHT, 52, 112, 48);
        StepAxis steps = new StepAxis(curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToInt(CurvePoint::step)
                .max()
                .orElse(0));
        Sheet sheet = new Sheet(panels);
        for (String model : models) {
            List<TrainedCurve> lines =
                    curves.stream().filter(curve -> curve.model().equals(model)).toList();
            for (Quantity quantity : Quantity.values()) {
                Scale scale = quantity.scale(curves);
                int panel = sheet.panel(
                        steps.axis(),
                        scale.axis(quantity.label + " (nats)"),
                        Json.object("yAxis", Json.quantity(quantity.guide)));
                sheet.draw(panel, steps.labels(scale.low()));
                double[] offsets = offsets(lines, quantity, scale);
                for (int i = 0; i < offsets.length; i++) {
                    Series line = line(lines.get(i), quantity);
                    sheet.draw(panel, line.set("endLabel", LineEnds.label(offsets[i])));
                }
                sheet.draw(panel, kept(lines, quantity));
            }
        }
        return sheet.figure(
                "learning-curves",
                "Learning curves",
                "How the models of this run were trained: loss and quirkiness on validation examples against optimiser steps, step 0"
                        + " being the model before training. A ring marks the weights that were kept. The line in the loss is"
                        + " that of answering 50 : 50 (ln 2); above the line at 0 in the quirkiness a model is quirky.",
                "Learning curves. "
                        + String.join(
                                " ", curves.stream().map(LearningCurves::words).toList()));
    }

    private static double[] offsets(List<TrainedCurve> lines, Quantity quantity, Scale scale) {
        List<@Nullable Double> ends = new ArrayList<>();
        for (TrainedCurve curve : lines) {
            CurvePoint end = curve.points().get(curve.points().size() - 1);
            ends.add(scale.below(quantity.of.applyAsDouble(end), HEIGHT));
        }
        return LineEnds.offsets(ends, HEIGHT);
    }

    private Series line(TrainedCurve curve, Quantity quantity) {
        int index = lessons.indexOf(curve.lesson());
        JsonArray data = new JsonArray();
        for (CurvePoint point : curve.points()) {
            data.add(Json.array(
                    StepAxis.place(point.step()),
                    Json.quantity(quantity.of.applyAsDouble(point)),
                    point.step(),
                    Json.quantity(point.trainLoss()),
                    Json.share(point.accuracyAlice()),
                    Json.share(point.accuracyBob())));
        }
        return Series.lineOfDataset(index, curve.lesson(), data)
                .columns("place", quantity.label, "step", "training loss", "accuracy, Alice", "accuracy, Bob")
                .tooltip(2, 1, 3, 4, 5);
    }

    /** Rings around the points whose weights were kept. */
    private static Series kept(List<TrainedCurve> lines, Quantity quantity) {
        JsonArray data = new JsonArray();
        lines.forEach(curve -> data.add(
                Json.array(StepAxis.place(curve.keptStep()), Json.quantity(quantity.of.applyAsDouble(curve.kept())))));
        return Series.rings(KEPT, data);
    }

    private static String words(TrainedCurve curve) {
        CurvePoint first = curve.points().get(0);
        CurvePoint kept = curve.kept();
        return String.format(
                Locale.ROOT,
                "%s, %s: kept step %d of %d; validation loss from %.2f to %.2f, quirkiness from %.2f to %.2f.",
                curve.model(),
                curve.lesson(),
                curve.keptStep(),
                curve.points().get(curve.points().size() - 1).step(),
                first.validationLoss(),
                kept.validationLoss(),
                first.quirkiness(),
                kept.quirkiness());
    }
}
