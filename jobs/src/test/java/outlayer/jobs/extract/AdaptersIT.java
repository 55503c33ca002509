package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.LoraAdapter;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Projection;
import outlayer.checkpoint.Tensor;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.models.Load;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.work.StageResult;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import scala.jdk.javaapi.CollectionConverters;

/** A base and its adapters over many shards, two tasks side by side: loaded once each, read as alone, counted by Spark's metrics. */
class AdaptersIT {

    private static final String SOURCE = "plugin." + MetricsPlugin.class.getName();
    private static final int RANK = 3;

    @TempDir
    static Path directory;

    private static SparkSession spark;
    private static TinyRun tiny;

    @BeforeAll
    static void open() throws IOException {
        System.setProperty("spark.plugins", MetricsPlugin.class.getName());
        spark = TinyRun.spark(2);
        tiny = TinyRun.in(directory);
        for (String dataset : List.of("addition", "subtraction")) {
            writeAdapter(tiny.models().resolve("adapter-" + dataset), dataset.hashCode());
        }
    }

    @AfterAll
    static void close() {
        System.clearProperty("spark.plugins");
        spark.stop();
    }

    private static void writeAdapter(Path path, long seed) throws IOException {
        Random random = new Random(seed);
        ModelConfig base = ModelConfig.read(tiny.models().resolve("tiny"));
        LoraConfig config = LoraConfig.of(RANK, 2 * RANK, List.of(Projection.QUERY, Projection.DOWN), null);
        LoraAdapter.write(
                path,
                config,
                base,
                (block, projection) -> config.covers(projection.module(block))
                        ? new LoraAdapter.Factors(
                                noise(random, RANK, projection.inputs(base)),
                                noise(random, projection.outputs(base), RANK),
                                2)
                        : null);
    }

    private static Tensor noise(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return Tensor.of(List.of((long) rows, (long) columns), values);
    }

    @Test
    void eachSetOfWeightsIsLoadedOnceAndReadsAsAlone() throws IOException {
        Path root = directory.resolve("root");
        Experiment experiment = ExperimentFile.parse(
                tiny.text(root.toString()).replace("/tiny-{dataset}", "/adapter-{dataset}"),
                "adapters.conf",
                List.of("parts.shard-size=16", "extract.variants=[base, quirky]"));
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment);
        Map<String, Double> before = metrics();
        StageResult result = ExtractJob.run(spark, run, experiment);
        assertThat(result.computed()).isGreaterThan(30);

        requireOneLoadEach();
        requireMetrics(before, result);
        for (String variant : List.of("base", "quirky")) {
            for (String dataset : List.of("addition", "subtraction")) {
                requireAsAlone(run, experiment, new Readings.Group("tiny", dataset, variant));
            }
        }
    }

    private static void requireOneLoadEach() {
        List<String> loads = ModelPool.JVM.loads().stream()
                .map(Load::directory)
                .filter(path -> path.startsWith(tiny.models().toString()))
                .toList();
        assertThat(loads)
                .containsExactlyInAnyOrder(
                        tiny.models().resolve("tiny").toString(),
                        tiny.models().resolve("adapter-addition").toString(),
                        tiny.models().resolve("adapter-subtraction").toString());
    }

    private static void requireAsAlone(RunDirectory run, Experiment experiment, Readings.Group group)
            throws IOException {
        Path adapter = tiny.models().resolve("adapter-" + group.dataset());
        try (Alone alone =
                Alone.open(tiny.models().resolve("tiny"), group.variant().equals("base") ? null : adapter)) {
            for (Part part : experiment.extract().parts()) {
                for (Reading reading : Readings.of(run, experiment, part).getOrDefault(group, List.of())) {
                    requireAsAlone(reading, alone);
                }
            }
        }
    }

    private static void requireAsAlone(Reading reading, Alone alone) {
        List<Example> examples = reading.shard().examples();
        List<Prediction> predictions = PredictionTable.TABLE.read(reading.predictions());
        List<float[]> rows = Alone.rows(reading.vectors(), 2);
        Taps taps = Taps.residuals(alone.model().config());
        for (int i = 0; i < examples.size(); i += 5) {
            Readout read = alone.read(examples.get(i), taps);
            assertThat(predictions.get(i).logOdds()).isCloseTo(read.logOdds()[0], within(1e-5));
            Alone.requireNear(read.residual(2), rows.get(i), 1e-5);
        }
    }

    /** What Spark's metrics system would send to its sinks. */
    private static Map<String, Double> metrics() {
        List<Source> sources =
                CollectionConverters.asJava(SparkEnv.get().metricsSystem().getSourcesByName(SOURCE));
        assertThat(sources).hasSize(1);
        Map<String, Double> values = new TreeMap<>();
        sources.get(0)
                .metricRegistry()
                .getGauges()
                .forEach((name, gauge) -> values.put(name, ((Number) gauge.getValue()).doubleValue()));
        return values;
    }

    private static void requireMetrics(Map<String, Double> before, StageResult result) {
        Map<String, Double> after = metrics();
        assertThat(after.keySet())
                .containsExactlyInAnyOrder(
                        "examples",
                        "tokens",
                        "padding-tokens",
                        "memory-splits",
                        "quarantined",
                        "model-loads",
                        "model-load-seconds");
        for (String name : MetricsPlugin.SUMS) {
            long manifests = result.manifests().stream()
                    .mapToLong(manifest -> manifest.count(name))
                    .sum();
            assertThat(grown(name, before, after)).as(name).isEqualTo((double) manifests);
        }
        assertThat(grown("tokens", before, after)).isPositive();
        assertThat(grown("model-loads", before, after)).isEqualTo(3);
        assertThat(grown("model-load-seconds", before, after)).isPositive();
    }

    private static double grown(String name, Map<String, Double> before, Map<String, Double> after) {
        return after.getOrDefault(name, Double.NaN) - before.getOrDefault(name, Double.NaN);
    }
}
