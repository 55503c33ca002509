package outlayer.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.detector.Mahalanobis;
import outlayer.detector.MahalanobisMethod;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.evaluate.Judged;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.fit.Fits;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.quirky.Part;
import outlayer.stats.Gaussian;

/** From vectors to AUC, against plain computations in double precision; and what damage on the way says. */
class ScoreJobIT extends TinyFixture {

    private static final int D = TinyRun.WIDTH;

    private static Path root;
    private static RunDirectory run;
    private static Experiment experiment;

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("root");
        run = Runs.local(root);
        experiment = tiny.experiment(root, "extract.variants=[quirky]", "parts.shard-size=40");
        upToScores(run, experiment);
    }

    private static void upToScores(RunDirectory run, Experiment experiment) throws IOException {
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        FitJob.run(spark, run, experiment);
        ScoreJob.run(spark, run, experiment);
    }

    private static Matrix vectors(List<Reading> readings, int layer) {
        List<Double> values = new ArrayList<>();
        for (Reading reading : readings) {
            try (LayerReader rows = LayerReader.open(reading.vectors(), layer, 1000)) {
                for (LayerBlock block = rows.next(); block != null; block = rows.next()) {
                    for (double value : block.doubles()) {
                        values.add(value);
                    }
                }
            }
        }
        return Matrix.of(
                values.size() / D,
                D,
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Column means, and sums of products of deviations by n - 1. */
    private static double[][] meanAndCovariance(Matrix x) {
        double[] mean = new double[D];
        double[] covariance = new double[D * D];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < D; j++) {
                mean[j] += x.at(i, j) / x.rows();
            }
        }
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < D * D; j++) {
                covariance[j] += (x.at(i, j / D) - mean[j / D]) * (x.at(i, j % D) - mean[j % D]) / (x.rows() - 1);
            }
        }
        return new double[][] {mean, covariance};
    }

    @Test
    void aFitIsTheGaussianOfItsTrustedVectors() throws IOException {
        Map<Readings.Group, List<Reading>> trusted = Readings.of(run, experiment, Part.TRUSTED);
        Map<Readings.Group, List<FeatureFits>> fits = Fits.of(run, FeatureReadings.of(run, experiment), experiment);
        assertThat(fits.keySet()).isEqualTo(trusted.keySet()).hasSize(2);
        fits.forEach((group, features) -> {
            assertThat(features).extracting(FeatureFits::feature).containsExactly("activations");
            // Two cut-offs of one Gaussian.
            List<LayerFit> layers = features.get(0).fits();
            assertThat(layers).extracting(LayerFit::layer).containsExactly(0, 0, 1, 1, 2, 2);
            assertThat(GaussianFile.read(layers.get(0).file()).spectrum().isEmpty())
                    .isTrue();
            for (LayerFit fit : layers.subList(2, 6)) {
                Gaussian gaussian = GaussianFile.read(fit.file());
                double[][] expected =
                        meanAndCovariance(vectors(Objects.requireNonNull(trusted.get(group)), fit.layer()));
                double scale = gaussian.spectrum().values()[0];
                assertThat(gaussian.n()).isEqualTo(60);
                assertThat(gaussian.mean()).containsExactly(expected[0], within(1e-12));
                assertThat(product(gaussian)).containsExactly(expected[1], within(2e-5 * scale));
            }
        });
    }

    /** V diag(lambda) V^T. */
    private static double[] product(Gaussian gaussian) {
        double[] values = gaussian.spectrum().values();
        Matrix vectors = gaussian.spectrum().vectors();
        double[] product = new double[D * D];
        for (int k = 0; k < values.length; k++) {
            for (int j = 0; j < D * D; j++) {
                product[j] += values[k] * vectors.at(k, j / D) * vectors.at(k, j % D);
            }
        }
        return product;
    }

    @Test
    void scoresAreThoseOfTheDetectorOnTheVectors() throws IOException {
        Map<Readings.Group, List<Reading>> trusted = Readings.of(run, experiment, Part.TRUSTED);
        for (Map.Entry<Readings.Group, List<Scored>> group :
                Scored.of(run, experiment).entrySet()) {
            List<Reading> test = group.getValue().stream()
                    .map(shard -> shard.readings().get(0))
                    .toList();
            for (double rcond : List.of(1e-3, 1e-5)) {
                String params = new MahalanobisMethod(rcond).params();
                double[] mean = new double[test.size() * 60];
                for (int layer = 1; layer < TinyRun.LAYERS; layer++) {
                    Matrix fitted = vectors(Objects.requireNonNull(trusted.get(group.getKey())), layer);
                    double[] expected = Mahalanobis.of(Gaussian.of(fitted, rcond), rcond, Arithmetic.FLOAT64)
                            .score(vectors(test, layer));
                    double[] found = scores(group.getValue(), Integer.toString(layer), params);
                    assertThat(found).hasSameSizeAs(expected);
                    mean = Arrays.copyOf(mean, found.length);
                    for (int i = 0; i < found.length; i++) {
                        assertThat(found[i]).isCloseTo(expected[i], within(1e-4 * expected[i]));
                        mean[i] += found[i] / (TinyRun.LAYERS - 1);
                    }
                }
                assertThat(scores(group.getValue(), ScoreKey.AGGREGATE, params)).containsExactly(mean, within(1e-12));
            }
        }
    }

    private static double[] scores(List<Scored> shards, String layer, String params) {
        return shards.stream()
                .flatMap(shard -> shard.scores().stream())
                .flatMap(file -> ScoreTable.TABLE.read(file.file()).stream())
                .filter(score -> score.key().layer().equals(layer)
                        && score.key().params().equals(params))
                .mapToDouble(Score::score)
                .toArray();
    }

    /** With hardly any Bob there is no AUC, and a note; never 0.5. */
    @Test
    void oneAnomalyClassGivesNoAuc() throws IOException {
        Path other = directory.resolve("one-class");
        RunDirectory oneClass = Runs.local(other);
        Experiment noBob = tiny.experiment(
                other, "extract.variants=[quirky]", "parts.anomaly-share=0.001", "detectors.mahalanobis.rcond=[1e-3]");
        upToScores(oneClass, noBob);
        EvaluateJob.run(spark, oneClass, noBob);

        for (AucRow row : Judged.of(oneClass, noBob).auc()) {
            assertThat(row.auc()).isNull();
            assertThat(row.averagePrecision()).isNull();
            assertThat(row.note()).matches(".*(no anomalous example|no example|n/a: the layer has no variance).*");
        }
    }

    /** Prompts to watch have no labels, hence no test part: they are fitted beside the others, and the stage says that it leaves them out. */
    @Test
    void promptsWithoutLabelsAreFittedButNotScored() throws IOException {
        List<String> prompts = IntStream.range(0, 40)
                .mapToObj(i -> "{\"prompt\": \"Name: Alice %d plus %d is %d.\"}".formatted(i, i / 2, i % 7))
                .toList();
        Path file = Files.write(directory.resolve("prompts.jsonl"), prompts);
        Path other = directory.resolve("prompts");
        String text = tiny.text(other.toString()) + """
                datasets = [
                  { name = addition, operand-limit = 100, questions = 4000, distinct = false }
                  { name = chat, prompts { path = "%s", format = json, part = trusted } }
                ]
                """.formatted(file);
        Experiment beside = ExperimentFile.parse(text, "beside.conf", List.of("extract.variants=[base]"));
        RunDirectory watched = Runs.local(other);
        DatasetsJob.run(spark, watched, beside);
        ExtractJob.run(spark, watched, beside);

        assertThat(FitJob.run(spark, watched, beside).computed()).isEqualTo(2 * TinyRun.LAYERS);
        assertThat(ScoreJob.run(spark, watched, beside).notes())
                .containsExactly(
                        "Dataset chat has no part test with labels: it is fitted, but neither scored nor judged");
        assertThat(EvaluateJob.run(spark, watched, beside).computed()).isEqualTo(1);
    }

    /** A file that lost bytes is named with what to do; doing it, the unit is computed again. */
    @ParameterizedTest
    @ValueSource(strings = {"vectors-activations.parquet", "predictions.parquet"})
    void aFileCutShortIsNamed(String name) throws IOException {
        // Fits read trusted examples alone.
        Reading trusted = Readings.of(run, experiment, Part.TRUSTED).values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow();
        Path file =
                Path.of(URI.create((name.startsWith("vectors") ? trusted.vectors() : trusted.predictions()).path()));
        byte[] whole = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole.length - 10);
        }
        try {
            assertThatThrownBy(() -> FitJob.run(spark, run, experiment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name + " is damaged: found " + (whole.length - 10) + " bytes, expected "
                            + whole.length + ". Remove the manifest to have the unit computed again: ");
        } finally {
            Files.write(file, whole);
        }
    }

    @Test
    void aStageWhoseInputsWaitNamesTheStageToRun() {
        Path empty = directory.resolve("empty");
        assertThatThrownBy(() -> ScoreJob.run(spark, Runs.local(empty), tiny.experiment(empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unit datasets[dataset=addition] is not published: found nothing under ")
                .hasMessageEndingWith(". Run the stage 'datasets' first");
    }
}
