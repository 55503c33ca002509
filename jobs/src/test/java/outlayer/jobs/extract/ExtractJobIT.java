package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.QuarantineTable;
import outlayer.jobs.table.Quarantined;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.StageResult;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

class ExtractJobIT extends SparkFixture {

    private static final String BASE_ALONE = "extract.variants=[base]";

    @TempDir
    static Path directory;

    private static StageResult extract(RunDirectory run, Experiment experiment) throws IOException {
        DatasetsJob.run(spark, run, experiment);
        return ExtractJob.run(spark, run, experiment);
    }

    /** However prompts are cut into shards, windows and batches, rows follow the examples and hold what a prompt alone gives. */
    @ParameterizedTest(name = "shards of {0}, batches of {1} tokens, {2} trusted examples")
    @CsvSource({"64, 8192, 60", "23, 40, 60", "1200, 2048, 1200"})
    void rowsHoldWhatTheModelGivesForEachPromptAlone(int shardSize, int batchTokens, int trusted) throws IOException {
        TinyRun tiny = TinyRun.in(Files.createTempDirectory(directory, "models"));
        Path root = directory.resolve("root" + shardSize);
        Experiment experiment = ExperimentFile.parse(
                tiny.text(root.toString()).replace("questions = 4000", "questions = 8000"),
                "tiny.conf",
                List.of(
                        "parts.shard-size=" + shardSize,
                        "parts.caps.trusted=" + trusted,
                        "parts.shares.easy={train=0, validation=0, trusted=0.8, calibration=0.1, untrusted=0.1, test=0}",
                        "extract.batch-tokens=" + batchTokens,
                        BASE_ALONE));
        RunDirectory run = Runs.local(root);
        extract(run, experiment);

        long longest = 0;
        try (Alone alone = Alone.open(tiny.models().resolve("tiny"))) {
            for (Part part : experiment.extract().parts()) {
                for (List<Reading> readings : Readings.of(run, experiment, part).values()) {
                    for (Reading reading : readings) {
                        requireAsAlone(reading, alone);
                        longest = Math.max(longest, reading.vectors().rows());
                    }
                }
            }
        }
        assertThat(longest > 2 * Windows.ROWS).as("rows of a shard: " + longest).isEqualTo(trusted > 1000);
    }

    private static void requireAsAlone(Reading reading, Alone alone) {
        List<Example> examples = reading.shard().examples();
        List<Prediction> predictions = PredictionTable.TABLE.read(reading.predictions());
        List<String> ids = examples.stream().map(Example::id).toList();
        assertThat(predictions).extracting(Prediction::id).isEqualTo(ids);
        assertThat(VectorTable.ids(reading.vectors())).isEqualTo(ids);
        assertThat(reading.layers()).isEqualTo(List.of(0, 1, 2)).hasSize(TinyRun.LAYERS);
        List<List<float[]>> layers = new ArrayList<>();
        for (int layer : reading.layers()) {
            layers.add(Alone.rows(reading.vectors(), layer));
        }
        Taps taps = Taps.residuals(alone.model().config());
        for (int i = 0; i < examples.size(); i += 5) {
            Readout read = alone.read(examples.get(i), taps);
            for (int layer = 0; layer < layers.size(); layer++) {
                Alone.requireNear(read.residual(layer), layers.get(layer).get(i), 1e-5);
            }
            requirePrediction(predictions.get(i), examples.get(i), read.logOdds()[0]);
        }
    }

    private static void requirePrediction(Prediction found, Example example, double logOdds) {
        assertThat(found.logOdds()).isCloseTo(logOdds, within(1e-5));
        assertThat(found.lossAlice()).isCloseTo(loss(logOdds, example.aliceLabel()), within(1e-5));
        assertThat(found.lossBob()).isCloseTo(loss(logOdds, example.bobLabel()), within(1e-5));
    }

    /** -log of the logistic function. */
    private static double loss(double logOdds, boolean label) {
        return -Math.log(1 / (1 + Math.exp(label ? -logOdds : logOdds)));
    }

    @Test
    void promptsThatAreTooLongKeepTheirRows() throws IOException {
        TinyRun tiny = TinyRun.in(Files.createTempDirectory(directory, "models"));
        Path root = directory.resolve("quarantine");
        RunDirectory run = Runs.local(root);
        Experiment experiment = tiny.experiment(root, BASE_ALONE, "extract.max-quarantine=1");
        DatasetsJob.run(spark, run, experiment);
        int longest = longest(tiny, run, experiment);
        tiny.model("tiny", longest - 1, 1);

        long quarantined = 0;
        StageResult result = ExtractJob.run(spark, run, experiment);
        List<Reading> readings = Readings.of(run, experiment, Part.TEST).values().stream()
                .flatMap(List::stream)
                .toList();
        for (Reading reading : readings) {
            List<Prediction> predictions = PredictionTable.TABLE.read(reading.predictions());
            for (Prediction prediction : predictions) {
                if (prediction.logOdds() == null) {
                    assertThat(prediction.reason())
                            .isEqualTo("the prompt has " + longest + " tokens, the model takes " + (longest - 1));
                    assertThat(prediction.lossAlice()).isNull();
                    quarantined++;
                }
            }
            assertThat(VectorTable.ids(reading.vectors())).hasSameSizeAs(predictions);
        }
        assertThat(quarantined).isPositive();
        for (Manifest manifest : result.manifests()) {
            long count = manifest.count("quarantined");
            if (count > 0) {
                assertThat(QuarantineTable.TABLE.read(run.file(manifest, QuarantineTable.FILE)))
                        .hasSize(Math.toIntExact(count))
                        .extracting(Quarantined::stage)
                        .containsOnly("extract");
            }
        }
    }

    /** It is in no key: what is there stays, as long as it has no more than are allowed. */
    @Test
    void anotherLimitOfTheQuarantineKeepsWhatIsThere() throws IOException {
        TinyRun tiny = TinyRun.in(Files.createTempDirectory(directory, "models"));
        Path root = directory.resolve("limits");
        RunDirectory run = Runs.local(root);
        Experiment loose = tiny.experiment(root, BASE_ALONE, "extract.max-quarantine=0.9");
        DatasetsJob.run(spark, run, loose);
        tiny.model("tiny", longest(tiny, run, loose) - 1, 1);
        ExtractJob.run(spark, run, loose);

        Experiment looser = tiny.experiment(root, BASE_ALONE, "extract.max-quarantine=1");
        assertThat(ExtractJob.run(spark, run, looser).computed()).isZero();
        Experiment strict = tiny.experiment(root, BASE_ALONE, "extract.max-quarantine=0");
        assertThatThrownBy(() -> ExtractJob.run(spark, run, strict))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "cannot be used, more than extract.max-quarantine = 0.0; it was computed when more"
                                + " were allowed. Mend the dataset or the model, or raise the setting");
    }

    private static int longest(TinyRun tiny, RunDirectory run, Experiment experiment) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(tiny.models().resolve("tiny"))) {
            return outlayer.jobs.datasets.Shard.all(run, experiment, List.of(Part.TEST)).stream()
                    .flatMap(shard -> shard.examples().stream())
                    .mapToInt(example -> tokenizer.encode(example.statement()).size())
                    .max()
                    .orElseThrow();
        }
    }

    @Test
    void weightsThatAreNoNumbersStopTheStage() throws IOException {
        TinyRun tiny = TinyRun.in(Files.createTempDirectory(directory, "models"));
        Path weights = tiny.models().resolve("tiny/model.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8 + (int) bytes.getLong(0); at < bytes.limit(); at += 4) {
            bytes.putFloat(at, Float.NaN);
        }
        Files.write(weights, bytes.array());
        Path root = directory.resolve("nan");

        assertThatThrownBy(() -> extract(Runs.local(root), tiny.experiment(root, BASE_ALONE)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("extract[dataset=")
                // Of two shards that run at once, either may be the first to fail.
                .message()
                .containsPattern("of the first (\\d+) examples \\(\\1 in all\\) cannot be used,"
                        + " more than extract.max-quarantine = 0.01; the first is ")
                .contains("(the model gave NaN or infinity). Mend the dataset or the model, or raise the setting");
    }

    /** What a damaged model directory says to whoever started the stage. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "weights cut short | model.safetensors",
                "a tensor missing | model.layers.1.mlp.up_proj.weight",
                "no tokenizer | tokenizer.json",
                "no directory | No model directory at",
                "a config without hidden_size | hidden_size"
            })
    void aDamagedModelIsNamed(String damage, String evidence) throws IOException {
        TinyRun tiny = TinyRun.in(Files.createTempDirectory(directory, "models"));
        Path model = tiny.models().resolve("tiny");
        damage(model, damage);
        Path root = directory.resolve(damage.replace(' ', '-'));

        assertThatThrownBy(() -> extract(Runs.local(root), tiny.experiment(root, BASE_ALONE)))
                .satisfies(
                        failure -> assertThat(innermost(failure).getMessage()).contains(evidence));
    }

    private static Throwable innermost(Throwable failure) {
        Throwable found = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                found = cause;
            }
        }
        assertThat(found).isInstanceOf(IllegalArgumentException.class);
        return found;
    }

    private static void damage(Path model, String damage) throws IOException {
        Path weights = model.resolve("model.safetensors");
        switch (damage) {
            case "weights cut short" ->
                Files.write(
                        weights, java.util.Arrays.copyOf(Files.readAllBytes(weights), (int) Files.size(weights) - 100));
            case "a tensor missing" -> {
                byte[] bytes = Files.readAllBytes(weights);
                String header = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
                int at = header.indexOf("layers.1.mlp.up_proj");
                bytes[at + "layers.1.mlp.u".length()] = 'q';
                Files.write(weights, bytes);
            }
            case "no tokenizer" -> Files.delete(model.resolve("tokenizer.json"));
            case "no directory" -> Files.move(model, model.resolveSibling("elsewhere"));
            default ->
                Files.writeString(
                        model.resolve("config.json"),
                        Files.readString(model.resolve("config.json")).replace("hidden_size", "hidden_sighs"));
        }
    }
}
