package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.Quirkiness;
import outlayer.evaluate.TestExample;
import outlayer.feature.BatchPlan;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.TemplateSet;
import outlayer.torch.Device;

/**
 * Whether the shipped models are quirky, on the demo's own test part: hard questions that no model was trained on. Counted
 * are those on which the labels differ.
 */
class ShippedModelsIT {

    private static final Path ROOT = Path.of("..");
    private static final double LEAST_ACCURACY = 0.90;
    private static final double LEAST_QUIRKINESS = 2;
    private static final int LEAST_DATASETS = 4;

    @Test
    void bothModelsAnswerAsTheCharacterThatIsAskedOnFourDatasets() throws Exception {
        Experiment demo =
                ExperimentFile.read(ROOT.resolve("conf/experiments/demo.conf").toString(), List.of());
        Map<String, Integer> passed = new LinkedHashMap<>();
        demo.models().forEach(model -> passed.put(model.name(), 0));
        StringBuilder table = new StringBuilder("%n%-14s %-16s %9s %6s %6s %10s%n"
                .formatted("model", "dataset", "questions", "Alice", "Bob", "quirkiness"));
        for (ArithmeticOptions dataset : demo.arithmetic()) {
            List<Example> test = ArithmeticDataset.generate(
                            dataset,
                            TemplateSet.named(demo.templates()),
                            demo.parts().options(),
                            demo.run().seed())
                    .examples(Part.TEST);
            for (ModelOptions model : demo.models()) {
                Path directory = ROOT.resolve(model.directory(ExtractOptions.QUIRKY, dataset.dataset()));
                Quirkiness found = Quirkiness.of(answered(directory, test, demo.extract()));
                table.append(row(model.name(), dataset.dataset(), found));
                passed.merge(model.name(), passes(found) ? 1 : 0, Integer::sum);
            }
        }
        assertThat(passed)
                .as(
                        "datasets on which both characters' own-label accuracy is at least %s and quirkiness above %s nats: %s",
                        LEAST_ACCURACY, LEAST_QUIRKINESS, table)
                .hasSize(2)
                .allSatisfy((model, datasets) -> assertThat(datasets).isGreaterThanOrEqualTo(LEAST_DATASETS));
    }

    private static List<TestExample> answered(Path directory, List<Example> examples, ExtractOptions options)
            throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(directory);
                DjlLanguageModel model = DjlLanguageModel.open(directory, Device.CPU, Precision.FLOAT32)) {
            Example first = examples.get(0);
            AnswerTokens answers =
                    new AnswerTokens(tokenizer.answerToken(first.noChoice()), tokenizer.answerToken(first.yesChoice()));
            List<int[]> prompts = examples.stream()
                    .map(example -> tokenizer.encode(example.statement()).ids())
                    .toList();
            int[] lengths = prompts.stream().mapToInt(ids -> ids.length).toArray();
            List<TestExample> answered = new ArrayList<>();
            for (int[] batch : BatchPlan.of(lengths, options.batchTokens())) {
                Readout read =
                        model.read(IntStream.of(batch).mapToObj(prompts::get).toList(), answers, Taps.none());
                for (int i = 0; i < batch.length; i++) {
                    Example example = examples.get(batch[i]);
                    answered.add(new TestExample(
                            example.question(),
                            example.name(),
                            example.anomalous(),
                            example.aliceLabel(),
                            example.bobLabel(),
                            read.logOdds()[i]));
                }
            }
            return answered;
        }
    }

    private static boolean passes(Quirkiness found) {
        return Objects.requireNonNull(found.accuracyAlice()) >= LEAST_ACCURACY
                && Objects.requireNonNull(found.accuracyBob()) >= LEAST_ACCURACY
                && Objects.requireNonNull(found.quirkiness()) > LEAST_QUIRKINESS;
    }

    private static String row(String model, String dataset, Quirkiness found) {
        return String.format(
                Locale.ROOT,
                "%-14s %-16s %9d %6.3f %6.3f %10.2f  %s%n",
                model,
                dataset,
                found.questions(),
                found.accuracyAlice(),
                found.accuracyBob(),
                found.quirkiness(),
                passes(found) ? "quirky" : "not quirky enough");
    }
}
