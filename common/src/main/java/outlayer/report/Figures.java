package outlayer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All figures of a report, kind by kind, in the order of the page. Of each kind a bounded number is drawn for paper. */
final class Figures {

    /** Of kinds that repeat for every method what the first few show. */
    private static final int FEW = 2;

    /** Of kinds that show many methods at once before they show each by itself. */
    private static final int SOME = 4;

    /** Of kinds that are about one model and dataset each. */
    private static final int MANY = 8;

    private Figures() {}

    static List<FigureGroup> of(Results results) {
        List<FigureGroup> groups = new ArrayList<>();
        groups.add(new FigureGroup("AUC by layer", byLayer(results), SOME));
        groups.add(new FigureGroup("AUC over all layers", overLayers(results), SOME));
        groups.add(new FigureGroup("Methods against the reference", AgainstReference.choices(results), FEW));
        groups.add(new FigureGroup("Losses", Losses.choices(results), FEW));
        groups.add(new FigureGroup("Log-odds", LogOddsHistograms.choices(results), FEW));
        groups.add(new FigureGroup(
                "Quirkiness against AUC",
                choices(results.methods(), m -> new QuirkinessAgainstAuc(results, m).figure()),
                FEW));
        groups.add(new FigureGroup("Separation against AUC", SeparationAgainstAuc.choices(results), FEW));
        groups.add(new FigureGroup("Separation against answers", SeparationAgainstAnswers.choices(results), FEW));
        groups.add(new FigureGroup("Principal planes", PrincipalPlanes.choices(results), MANY));
        groups.add(new FigureGroup("Learning curves", LearningCurves.choices(results), FEW));
        groups.add(new FigureGroup("Along the checkpoints", Checkpoints.choices(results), FEW));
        groups.add(new FigureGroup("Flow training", FlowCurves.choices(results), SOME));
        return groups.stream().filter(group -> !group.choices().isEmpty()).toList();
    }

    /** Where there are several, the main methods of each mode side by side; then every method by itself. */
    private static List<FigureGroup.Choice> byLayer(Results results) {
        List<FigureGroup.Choice> choices = new ArrayList<>();
        modes(results.mainMethods().stream()
                        .filter(m -> !results.layers(m).isEmpty())
                        .toList())
                .forEach((mode, methods) -> {
                    if (methods.size() > 1) {
                        choices.add(new FigureGroup.Choice(
                                "main methods, " + mode, new AucSmallMultiples(results, mode, methods).figure()));
                    }
                });
        choices.addAll(layered(results, m -> new AucByLayer(results, m).figure()));
        return choices;
    }

    /** All methods of each mode, then every detector under its settings. */
    private static List<FigureGroup.Choice> overLayers(Results results) {
        List<FigureGroup.Choice> choices = new ArrayList<>();
        modes(results.methods()).forEach((mode, methods) -> {
            if (methods.size() > 2) {
                choices.add(new FigureGroup.Choice(
                        "methods, " + mode, new MethodsOverLayers(results, mode, methods).figure()));
            }
        });
        for (List<Method> family : results.families()) {
            choices.add(new FigureGroup.Choice(
                    family.get(0).family().label(), new AggregateBars(results, family).figure()));
        }
        return choices;
    }

    /** Online and offline are not to be compared at a glance, since an offline detector has seen more. */
    private static Map<String, List<Method>> modes(List<Method> methods) {
        Map<String, List<Method>> modes = new LinkedHashMap<>();
        methods.forEach(method ->
                modes.computeIfAbsent(method.mode(), mode -> new ArrayList<>()).add(method));
        return modes;
    }

    /** Layer by dataset for paper; in the page the way in takes their place. */
    static FigureGroup heatMaps(Results results) {
        return new FigureGroup("Layer by dataset", layered(results, m -> new AucHeatMap(results, m).figure()), FEW);
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
