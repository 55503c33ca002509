package outlayer.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.CurveTable;

/** The process is killed in the middle of a training; the next one goes on from the last checkpoint, to the same bytes. */
class KilledTrainingIT {

    private static final String TRAINING = """
            datasets = [ { name = addition, operand-limit = 100, questions = 4000, distinct = false } ]
            train.fine-tuning {
              models = [tiny]
              recipe { mode = %s, steps = 400, batch = 16, learning-rate = 0.01, evaluations = every-50, patience = 0 }
            }
            """;

    @TempDir
    static Path directory;

    private static SparkSession spark;
    private static TinyRun tiny;

    @BeforeAll
    static void open() throws IOException {
        spark = TinyRun.spark(1);
        tiny = TinyRun.in(directory);
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    @ParameterizedTest(name = "{0}, after {2} checkpoints, seed {1}")
    @CsvSource({"lora, 1, 1", "full, 2, 2"})
    void aKilledTrainingEndsWithTheSameBytes(String mode, long seed, int checkpoints) throws Exception {
        Manifest undisturbed = train(directory.resolve(mode + "-undisturbed"), mode);

        Path root = directory.resolve(mode + "-killed");
        DatasetsJob.run(spark, Runs.local(root), experiment(root, mode));
        killAfter(checkpoints, new Random(seed).nextInt(200), root, mode);
        assertThat(markers(root)).as("seed %d", seed).isPositive();
        Manifest resumed = train(root, mode);

        String weights = mode.equals("lora") ? "adapter_model.safetensors" : "model.safetensors";
        assertThat(resumed.file(weights)).as("seed %d", seed).isEqualTo(undisturbed.file(weights));
        assertThat(resumed.counts()).isEqualTo(undisturbed.counts());
        assertThat(CurveTable.TABLE.read(Runs.local(root).file(resumed, CurveTable.FILE)))
                .isEqualTo(CurveTable.TABLE.read(
                        Runs.local(directory.resolve(mode + "-undisturbed")).file(undisturbed, CurveTable.FILE)));
        assertThat(markers(root)).isZero();
    }

    private static Manifest train(Path root, String mode) throws IOException {
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment(root, mode));
        return TrainJob.run(spark, run, experiment(root, mode)).manifests().get(0);
    }

    private static Experiment experiment(Path root, String mode) {
        return ExperimentFile.parse(text(root, mode), "killed.conf", List.of());
    }

    private static String text(Path root, String mode) {
        return tiny.text(root.toString()) + TRAINING.formatted(mode);
    }

    private static void killAfter(int checkpoints, int pauseMillis, Path root, String mode) throws Exception {
        Path config = Files.writeString(directory.resolve(mode + ".conf"), text(root, mode));
        List<String> arguments = List.of("--config", config.toString(), "--master", "local[1]");
        try (ChildJvm child =
                ChildJvm.start(directory.resolve(mode + ".log"), TrainJob.class, List.of(), Map.of(), arguments)) {
            while (steps(root) < 50 * checkpoints) {
                if (!child.isAlive()) {
                    throw new IllegalStateException("Ended before " + checkpoints + " checkpoints: " + child.tail());
                }
                Thread.sleep(5);
            }
            Thread.sleep(pauseMillis);
            assertThat(child.isAlive()).isTrue();
            child.kill();
        }
    }

    /** The newest checkpoint's. */
    private static int steps(Path root) throws IOException {
        return checkpoints(root).stream()
                .mapToInt(file -> Integer.parseInt(file.replaceFirst(".*checkpoint-(\\d{9})-.*", "$1")))
                .max()
                .orElse(0);
    }

    private static int markers(Path root) throws IOException {
        return checkpoints(root).size();
    }

    private static List<String> checkpoints(Path root) throws IOException {
        try {
            return TinyRun.files(root.resolve("training")).stream()
                    .filter(file -> file.matches(".*/checkpoint-\\d{9}-[0-9a-f-]{36}\\.json"))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            return List.of(); // a file went away during the walk; look again
        }
    }
}
