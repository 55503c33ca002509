package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All figures of a report, kind by kind, in the order of the page. Of each kind a bounded number is drawn for paper. */
final class Figures {

    /** Of kinds that repeat for every method what the first few show. */
    private static final int FEW = 2;

    private Figures() {}

    static List<FigureGroup> of(Results results) {
        List<FigureGroup> groups = new ArrayList<>();
        List<FigureGroup.Choice> bars = new ArrayList<>();
        for (List<Method> family : results.families()) {
            bars.add(new FigureGroup.Choice(
                    family.get(0).family().label(), new AggregateBars(results, family).figure()));
        }
        groups.add(new FigureGroup(
                "AUC by layer", layered(results, m -> new AucByLayer(results, m).figure()), MainMethods.MOST));
        groups.add(new FigureGroup("AUC over all layers", bars, MainMethods.MOST));
        groups.add(new FigureGroup(
                "Quirkiness against AUC",
                choices(results.methods(), m -> new QuirkinessAgainstAuc(results, m).figure()),
                FEW));
        groups.add(new FigureGroup("Separation against AUC", SeparationAgainstAuc.choices(results), FEW));
        groups.add(new FigureGroup("Learning curves", LearningCurves.choices(results), FEW));
        return groups.stream().filter(group -> !group.choices().isEmpty()).toList();
    }

    /** Layer by dataset for paper; in the page the way in takes their place. */
    static FigureGroup heatMaps(Results results) {
        return new FigureGroup(
                "Layer by dataset", layered(results, m -> new AucHeatMap(results, m).figure()), MainMethods.MOST);
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
