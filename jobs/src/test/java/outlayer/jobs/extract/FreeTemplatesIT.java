package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.torch.Device;

/** Templates of the family `free` from a user's file: each prompt is asked for the log-odds of its own choices. */
class FreeTemplatesIT {

    /** In words that the tiny model knows, so that all choices are tokens of their own. */
    private static final String TEMPLATES = """
            {"name": "mine", "family": "free", "datasets": {"addition": [
              {"prompt": "{name} plus {op1} + {op2} = {result}. is", "choices": [[" No", " Yes"], [" is", " plus"]]},
              {"prompt": "A small sum: {op1} plus {op2} is {result}. {name}", "choices": [" Yes", " No"]}
            ]}}
            """;

    @TempDir
    private static Path directory;

    /** What the model says to one prompt, without batches and Spark. */
    private static double alone(Example example, Tokenizer tokenizer, DjlLanguageModel model) {
        AnswerTokens answers =
                new AnswerTokens(tokenizer.answerToken(example.noChoice()), tokenizer.answerToken(example.yesChoice()));
        return model.read(List.of(tokenizer.encode(example.statement()).ids()), answers, Taps.none())
                .logOdds()[0];
    }

    @Test
    void everyPromptIsAskedForItsOwnChoices() throws IOException {
        TinyRun tiny = TinyRun.in(directory);
        Path templates = Files.writeString(directory.resolve("mine.json"), TEMPLATES);
        Experiment experiment = tiny.experiment(
                directory.resolve("run"),
                "templates=\"" + templates + "\"",
                "datasets=[{ name = addition, operand-limit = 100, questions = 4000, distinct = false }]",
                "run.stages=[datasets, extract]",
                "extract.variants=[base]");
        RunDirectory run = Runs.local(directory.resolve("run"));
        try (SparkSession spark = TinyRun.spark(2)) {
            DatasetsJob.run(spark, run, experiment);
            ExtractJob.run(spark, run, experiment);
        }

        Set<List<String>> choices = new HashSet<>();
        Set<Integer> used = new HashSet<>();
        List<Reading> readings = new ArrayList<>();
        Readings.of(run, experiment, Part.TEST).values().forEach(readings::addAll);
        try (Tokenizer tokenizer = Tokenizer.open(tiny.models().resolve("tiny"));
                DjlLanguageModel model =
                        DjlLanguageModel.open(tiny.models().resolve("tiny"), Device.CPU, Precision.FLOAT32)) {
            for (Reading reading : readings) {
                List<Example> examples = reading.shard().examples();
                List<Prediction> predictions = PredictionTable.TABLE.read(reading.predictions());
                for (int i = 0; i < examples.size(); i++) {
                    Example example = examples.get(i);
                    choices.add(List.of(example.noChoice(), example.yesChoice()));
                    used.add(Objects.requireNonNull(example.asked()).template());
                    assertThat(predictions.get(i).id()).isEqualTo(example.id());
                    assertThat(predictions.get(i).logOdds())
                            .as("%s %s", example.statement(), example.noChoice())
                            .isNotNull()
                            .isCloseTo(alone(example, tokenizer, model), within(1e-4));
                }
            }
        }
        assertThat(choices)
                .containsExactlyInAnyOrder(List.of(" No", " Yes"), List.of(" is", " plus"), List.of(" Yes", " No"));
        assertThat(used).hasSize(3);
    }
}
