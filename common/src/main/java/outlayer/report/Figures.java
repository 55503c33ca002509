package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All figures of a report, kind by kind, in the order of the page. */
final class Figures {

    private Figures() {}

    static List<FigureGroup> of(Results results) {
        List<FigureGroup> groups = new ArrayList<>();
        List<FigureGroup.Choice> bars = new ArrayList<>();
        for (List<Method> family : results.families()) {
            bars.add(new FigureGroup.Choice(
                    family.get(0).family().label(), new AggregateBars(results, family).figure()));
        }
        groups.add(new FigureGroup("AUC by layer", layered(results, m -> new AucByLayer(results, m).figure())));
        groups.add(new FigureGroup("Layer by dataset", layered(results, m -> new AucHeatMap(results, m).figure())));
        groups.add(new FigureGroup("AUC over all layers", bars));
        groups.add(new FigureGroup(
                "Quirkiness against AUC",
                choices(results.methods(), m -> new QuirkinessAgainstAuc(results, m).figure())));
        groups.add(new FigureGroup("Separation against AUC", SeparationAgainstAuc.choices(results)));
        groups.add(new FigureGroup("Learning curves", LearningCurves.choices(results)));
        return groups.stream().filter(group -> !group.choices().isEmpty()).toList();
    }

    /** Joint detectors have no layers to show. */
    private static List<FigureGroup.Choice> layered(Results results, Function<Method, Figure> draw) {
        return choices(
                results.methods().stream()
                        .filter(m -> !results.layers(m).isEmpty())
                        .toList(),
                draw);
    }

    private static List<FigureGroup.Choice> choices(List<Method> methods, Function<Method, Figure> draw) {
        return methods.stream()
                .map(m -> new FigureGroup.Choice(m.label(), draw.apply(m)))
                .toList();
    }
}
