package outlayer.report;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import outlayer.flow.FlowPoint;

/** How flows were learned: per model a panel of validation loss and one of training loss, a line per layer, over steps. */
final class FlowCurves {

    private static final int HEIGHT = 240;
    private static final String KEPT = "kept flow";

    /** Layers that the legend names and that have a line of their own colour and symbol; more are an even choice. */
    private static final int MOST_LAYERS = 12;

    /** What a panel shows. */
    private enum Loss {
        VALIDATION("validation loss", FlowPoint::validationLoss),
        TRAINING("training loss", FlowPoint::trainLoss);

        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // method references without state
        private final Function<FlowPoint, @Nullable Double> of;

        Loss(String words, Function<FlowPoint, @Nullable Double> of) {
            this.words = words;
            this.of = of;
        }
    }

    private final String model;
    private final List<TrainedFlow> flows;
    private final int all;

    private FlowCurves(String model, List<TrainedFlow> flows) {
        this.model = model;
        this.flows = EvenChoice.of(flows, MOST_LAYERS);
        all = flows.size();
    }

    /** A figure per model; none where the run trained no flow. */
    static List<FigureGroup.Choice> choices(Results results) {
        List<TrainedFlow> flows = results.rows(TrainedFlow.class);
        return flows.stream()
                .map(TrainedFlow::model)
                .distinct()
                .map(model -> new FigureGroup.Choice(
                        model,
                        new FlowCurves(
                                        model,
                                        flows.stream()
                                                .filter(flow -> flow.model().equals(model))
                                                .toList())
                                .figure(results)))
                .toList();
    }

    private Figure figure(Results results) {
        List<String> legend =
                new ArrayList<>(flows.stream().map(FlowCurves::name).toList());
        legend.add(KEPT);
        List<String> names = List.of(Loss.VALIDATION.words, Loss.TRAINING.words);
        Sheet sheet = new Sheet(new Panels(model + ": flows over the base", names, legend, 2, HEIGHT, 60, 24, 48));
        StepAxis steps = new StepAxis(flows.stream()
                .flatMap(flow -> flow.points().stream())
                .mapToInt(FlowPoint::step)
                .max()
                .orElse(0));
        Scale scale = scale();
        for (Loss loss : Loss.values()) {
            int panel = sheet.panel(steps.axis(), scale.axis("nats per dimension"));
            sheet.draw(panel, steps.labels(scale.low()));
            for (int i = 0; i < flows.size(); i++) {
                sheet.draw(panel, line(i, flows.get(i), loss));
            }
            if (loss == Loss.VALIDATION) {
                sheet.draw(panel, kept());
            }
        }
        return sheet.figure(
                "flow-curves-" + results.slug("flow " + model, model),
                "Flow training: " + model,
                "Negative log-likelihood of the rows under each layer's flow against optimiser steps; step 0 is the flow before"
                        + " training. A ring marks the flow that was kept. Training loss is a running mean."
                        + (all > flows.size() ? " Of " + all + " layers an even choice; all are in flows.csv." : ""),
                "Flow training of " + model + ". "
                        + String.join(" ", flows.stream().map(FlowCurves::words).toList()));
    }

    private Scale scale() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (TrainedFlow flow : flows) {
            for (FlowPoint point : flow.points()) {
                for (Loss loss : Loss.values()) {
                    Double value = loss.of.apply(point);
                    if (value != null) {
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                    }
                }
            }
        }
        return Scale.around(least, most);
    }

    private static Series line(int index, TrainedFlow flow, Loss loss) {
        JsonArray data = new JsonArray();
        for (FlowPoint point : flow.points()) {
            Double value = loss.of.apply(point);
            if (value != null) {
                data.add(Json.array(
                        StepAxis.place(point.step()),
                        Json.quantity(value),
                        point.step(),
                        point.rows(),
                        Json.quantity(point.learningRate())));
            }
        }
        return Series.lineOfDataset(index, name(flow), data)
                .set("symbolSize", 6)
                .columns("place", loss.words, "step", "rows", "learning rate")
                .tooltip(2, 1, 3, 4);
    }

    private Series kept() {
        JsonArray data = new JsonArray();
        flows.forEach(flow -> data.add(Json.array(
                StepAxis.place(flow.keptStep()), Json.quantity(flow.kept().validationLoss()))));
        return Series.rings(KEPT, data);
    }

    private static String name(TrainedFlow flow) {
        return "layer " + flow.layer();
    }

    private static String words(TrainedFlow flow) {
        return String.format(
                Locale.ROOT,
                "Layer %d: kept step %d of %d; validation loss from %.3f to %.3f.",
                flow.layer(),
                flow.keptStep(),
                flow.points().get(flow.points().size() - 1).step(),
                flow.points().get(0).validationLoss(),
                flow.kept().validationLoss());
    }
}
