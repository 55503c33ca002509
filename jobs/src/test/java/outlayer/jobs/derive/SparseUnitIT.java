package outlayer.jobs.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.checkpoint.Tensor;
import outlayer.detector.SaeDiagonalMethod;
import outlayer.detector.SaeL0Method;
import outlayer.detector.SparseMethod;
import outlayer.feature.SaeEncoder;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.Runs;
import outlayer.jobs.runs.ExportedTable;
import outlayer.jobs.runs.RecordedRun;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.score.Scored;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.table.SparseBlock;
import outlayer.jobs.table.SparseReader;
import outlayer.linalg.Matrix;
import outlayer.linalg.SparseRows;
import outlayer.quirky.Part;

/** Latents of a random autoencoder in the published directory format, for the shards of a tiny model. */
class SparseUnitIT extends TinyFixture {

    private static final int LATENTS = 200;

    private static void write(long seed) throws IOException {
        Path at = Files.createDirectories(directory.resolve("saes/layers.1"));
        Files.writeString(
                at.resolve("cfg.json"),
                "{\"d_in\": %d, \"num_latents\": %d, \"k\": 5, \"expansion_factor\": 64}"
                        .formatted(TinyRun.WIDTH, LATENTS));
        Random random = new Random(seed);
        float[] matrix = new float[LATENTS * TinyRun.WIDTH];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        TreeMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put("encoder.weight", Tensor.of(List.of((long) LATENTS, (long) TinyRun.WIDTH), matrix));
        tensors.put("encoder.bias", Tensor.of(List.of((long) LATENTS), new float[LATENTS]));
        tensors.put("b_dec", Tensor.of(List.of((long) TinyRun.WIDTH), new float[TinyRun.WIDTH]));
        SafeTensorsWriter.write(at.resolve("sae.safetensors"), tensors);
    }

    /** Layer 2 of the residual is what block 1 writes: the hookpoint layers.1. Other weights are another feature. */
    @Test
    void latentsAreTheEncodersAndBelongToItsWeights() throws IOException {
        write(1);
        Path root = directory.resolve("root");
        Experiment experiment = tiny.experiment(
                root,
                "extract.variants=[quirky]",
                "derive.sae={ paths { tiny = \"" + directory.resolve("saes") + "\" }, layers = [2] }");
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);

        assertThat(DeriveJob.run(spark, run, experiment).computed()).isEqualTo(6);

        Reading activations = first(run, experiment, "activations");
        Reading latents = first(run, experiment, "sae");
        try (LayerReader x = LayerReader.open(activations.vectors(), 2, 1024);
                SparseReader found = SparseReader.open(latents.vectors(), 2, 1024);
                SaeEncoder encoder = SaeEncoder.open(directory.resolve("saes"), "layers.1")) {
            LayerBlock block = Objects.requireNonNull(x.next());
            SparseRows expected = encoder.encode(Matrix.of(block.present(), block.dimension(), block.doubles()));
            SparseBlock rows = Objects.requireNonNull(found.next());
            assertThat(rows.vectors()).usingRecursiveComparison().isEqualTo(expected);
            assertThat(rows.length()).isEqualTo(64);
        }

        assertThat(DeriveJob.run(spark, run, experiment).computed()).isZero();
        write(2);
        assertThat(DeriveJob.run(spark, run, experiment).computed()).isEqualTo(6);
    }

    /** Through the stages fit and score, as by hand. */
    @Test
    void sparseDetectorsScoreThemShardByShard() throws IOException {
        write(3);
        Path root = directory.resolve("scored");
        Experiment experiment = tiny.experiment(
                root,
                "extract.variants=[quirky]",
                "derive.sae={ paths { tiny = \"" + directory.resolve("saes") + "\" }, layers = [2] }",
                "detectors={ mahalanobis = null, sae-l0 {}, sae-diagonal { floor = [0.5] } }");
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        DeriveJob.run(spark, run, experiment);

        // Of two datasets, one layer: two detectors each.
        assertThat(FitJob.run(spark, run, experiment).computed()).isEqualTo(4);
        ScoreJob.run(spark, run, experiment);

        SparseRows trusted = rows(first(run, experiment, "sae", Part.TRUSTED));
        SparseRows test = rows(first(run, experiment, "sae"));
        List<Score> scores = ScoreTable.TABLE.read(Scored.of(run, experiment)
                .values()
                .iterator()
                .next()
                .get(0)
                .scores()
                .get(0)
                .file());
        for (SparseMethod method : List.of(new SaeL0Method(), new SaeDiagonalMethod(0.5))) {
            double[] expected = method.detector(method.fit(trusted)).score(test);
            assertThat(scores.stream()
                            .filter(score -> score.key().detector().equals(method.name()))
                            .mapToDouble(score -> Objects.requireNonNull(score.score()))
                            .toArray())
                    .isEqualTo(expected);
            assertThat(Arrays.stream(expected).distinct()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void exportedTheyAreIndicesAndValues() throws IOException {
        write(4);
        Path root = directory.resolve("exported");
        Experiment experiment = tiny.experiment(
                root,
                "extract.variants=[quirky]",
                "derive.sae={ paths { tiny = \"" + directory.resolve("saes") + "\" }, layers = [2] }");
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        List<String> derived = DeriveJob.run(spark, run, experiment).keys();
        run.record(new RunRecord(
                "exported",
                RunRecord.now(),
                "",
                new TreeMap<>(Map.of(DeriveJob.STAGE, derived)),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of()));

        Dataset<Row> vectors =
                ExportedTable.of(spark, RecordedRun.of(root.toString(), new Configuration()), "vectors", "sae");

        assertThat(vectors.columns())
                .containsExactly(
                        "run", "model", "dataset", "variant", "part", "id", "layer", "indices", "values", "feature");
        SparseRows test = rows(first(run, experiment, "sae"));
        List<Row> exported =
                vectors.filter("dataset = 'addition' and part = 'test'").collectAsList();
        assertThat(exported).hasSize(120).allSatisfy(row -> {
            assertThat(row.getInt(row.fieldIndex("layer"))).isEqualTo(2);
            assertThat(row.getList(row.fieldIndex("indices"))).hasSize(5);
            assertThat(row.getList(row.fieldIndex("values"))).hasSize(5);
        });
        assertThat(exported.stream()
                        .map(row -> row.getList(row.fieldIndex("indices")))
                        .distinct())
                .hasSizeGreaterThan(test.rows() / 2);
    }

    private static SparseRows rows(Reading reading) {
        try (SparseReader reader = SparseReader.open(reading.vectors(), 2, 1024)) {
            return Objects.requireNonNull(reader.next()).vectors();
        }
    }

    private static Reading first(RunDirectory run, Experiment experiment, String feature) throws IOException {
        return first(run, experiment, feature, Part.TEST);
    }

    private static Reading first(RunDirectory run, Experiment experiment, String feature, Part part)
            throws IOException {
        return FeatureReadings.of(run, experiment)
                .published(part, feature)
                .values()
                .iterator()
                .next()
                .get(0);
    }
}
