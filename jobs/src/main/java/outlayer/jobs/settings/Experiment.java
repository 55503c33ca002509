package outlayer.jobs.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import outlayer.quirky.ArithmeticOptions;

/**
 * One experiment file, read and checked.
 *
 * @param templates the template set of datasets that name none: its name, or the path of its file
 * @param flow null where no flows are wanted
 * @param resolved all settings as text, for the logs, the run's record and the report
 */
public record Experiment(
        RunOptions run,
        List<ModelOptions> models,
        List<DatasetOptions> datasets,
        String templates,
        PartSettings parts,
        ExecutorOptions executor,
        ExtractOptions extract,
        @Nullable FlowSettings flow,
        EffectsOptions effects,
        DeriveOptions derive,
        DetectorOptions detectors,
        ScoreOptions score,
        FlagOptions flag,
        EvaluateOptions evaluate,
        TrainOptions train,
        String reportTitle,
        String resolved) {

    public Experiment {
        requireDifferent("models", models, ModelOptions::name);
        requireDifferent("datasets", datasets, DatasetOptions::name);
        extract.requireFor(run.stages(), score);
        detectors.requireFor(run.stages(), extract.parts(), score);
        effects.requireFor(extract, score);
        if (flow != null) {
            flow.requireFor(datasets, extract, score);
        }
        derive.requireFor(read(extract, flow, effects));
        List<String> features = features(extract, flow, effects, derive);
        detectors.requireKnown(features);
        flag.requireFor(run.stages(), extract.parts(), features, detectors, score);
    }

    static Experiment of(Block block, String resolved) {
        block.block("vars"); // whatever is in it, other settings have taken it in
        return new Experiment(
                block.block("run").as(RunOptions::of),
                block.blocks("models").stream()
                        .map(item -> item.as(ModelOptions::of))
                        .toList(),
                block.blocks("datasets").stream()
                        .map(item -> item.as(DatasetOptions::of))
                        .toList(),
                block.text("templates"),
                block.block("parts").as(PartSettings::of),
                block.block("executor").as(ExecutorOptions::of),
                block.block("extract").as(ExtractOptions::of),
                block.has("flow") ? block.block("flow").as(FlowSettings::ifAny) : null,
                block.block("effects").as(EffectsOptions::of),
                block.block("derive").as(DeriveOptions::of),
                block.block("detectors").as(DetectorOptions::of),
                block.block("score").as(ScoreOptions::of),
                block.block("flag").as(FlagOptions::of),
                block.block("evaluate").as(EvaluateOptions::of),
                block.block("train").as(TrainOptions::of),
                block.block("report").as(report -> report.text("title")),
                resolved);
    }

    /** Every feature that has one vector for each example, in the order in which they come to be. */
    public List<String> features() {
        return features(extract, flow, effects, derive);
    }

    private static List<String> features(
            ExtractOptions extract, @Nullable FlowSettings flow, EffectsOptions effects, DeriveOptions derive) {
        List<String> names = new ArrayList<>(read(extract, flow, effects));
        names.addAll(derive.features());
        return List.copyOf(names);
    }

    private static List<String> read(ExtractOptions extract, @Nullable FlowSettings flow, EffectsOptions effects) {
        List<String> names = new ArrayList<>(extract.names());
        names.addAll(effects.features());
        if (flow != null) {
            names.addAll(flow.features());
        }
        return names;
    }

    /** The rules of the datasets that are generated. */
    public List<ArithmeticOptions> arithmetic() {
        return datasets.stream()
                .filter(GeneratedOptions.class::isInstance)
                .map(dataset -> ((GeneratedOptions) dataset).rule())
                .toList();
    }

    /** Whether there is such a variant of a model for the dataset: a fine-tuning answers by the labels, which bare prompts lack. */
    public boolean hasVariant(String dataset, String variant) {
        return variant.equals(ExtractOptions.BASE) || labelled().contains(dataset);
    }

    /** Stops where models would read nothing of a dataset. */
    public void requireReading() {
        datasets.stream()
                .filter(PromptOptions.class::isInstance)
                .forEach(prompts -> extract.requireReading((PromptOptions) prompts));
    }

    /** Names of the datasets that have labels and characters: all but bare prompts. */
    public List<String> labelled() {
        return datasets.stream()
                .filter(dataset -> !(dataset instanceof PromptOptions))
                .map(DatasetOptions::name)
                .toList();
    }

    private static <T> void requireDifferent(String what, List<T> items, Function<T, String> name) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("`" + what + "` is empty, expected at least one");
        }
        Set<String> names = new HashSet<>();
        for (T item : items) {
            if (!names.add(name.apply(item))) {
                throw new IllegalArgumentException(
                        "`" + what + "` names " + name.apply(item) + " twice, expected each once");
            }
        }
    }
}
