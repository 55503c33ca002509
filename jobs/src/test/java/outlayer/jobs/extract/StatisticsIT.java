package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.CentroidRow;
import outlayer.jobs.table.CentroidTable;
import outlayer.jobs.table.MomentsFile;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;
import outlayer.stats.Centroid;
import outlayer.stats.Moments;
import outlayer.stats.MomentsAccumulator;

/** Statistics alone are those of the vectors that would have been kept, over runs of shards. */
class StatisticsIT extends TinyFixture {

    private static final String STATISTICS = "extract.keep=statistics";
    private static final String STAGES = "run.stages=[datasets, extract]";
    private static final String SHARDS = "parts.shard-size=23";
    private static final String BASE_ALONE = "extract.variants=[base]";

    private static RunDirectory extract(Experiment experiment) throws IOException {
        RunDirectory run = Runs.local(Path.of(experiment.run().root()));
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        return run;
    }

    private static List<ExtractUnit> units(RunDirectory run, Experiment experiment) throws IOException {
        return ExtractPlan.of(run, experiment, PlannedDevice.CPU).units();
    }

    @Test
    void momentsAndCentroidsAreThoseOfTheVectors() throws IOException {
        Path root = directory.resolve("both");
        Experiment kept = tiny.experiment(root, SHARDS, BASE_ALONE);
        Experiment summed =
                tiny.experiment(root, SHARDS, BASE_ALONE, STATISTICS, STAGES, "extract.statistics.shards=2");
        RunDirectory run = extract(kept);
        extract(summed);

        List<ExtractUnit> units = units(run, summed);
        assertThat(units).hasSizeLessThan(units(run, kept).size());
        assertThat(units).allSatisfy(unit -> assertThat(unit.shards()).hasSizeBetween(1, 2));
        for (ExtractUnit unit : units) {
            Manifest manifest = run.require(unit.spec());
            List<Reading> readings = readings(run, kept, unit);
            List<Example> examples = readings.stream()
                    .flatMap(reading -> reading.shard().examples().stream())
                    .toList();
            List<CentroidRow> centroids = CentroidTable.TABLE.read(run.file(manifest, CentroidTable.FILE));
            for (int layer = 0; layer < TinyRun.LAYERS; layer++) {
                List<float[]> rows = new ArrayList<>();
                for (Reading reading : readings) {
                    rows.addAll(Alone.rows(reading.vectors(), layer));
                }
                requireMoments(
                        MomentsFile.read(run.file(manifest, StatisticsFiles.momentsFile("activations", layer))), rows);
                requireCentroids(centroids, layer, examples, rows);
            }
            assertThat(PredictionTable.TABLE.read(run.file(manifest, PredictionTable.FILE)))
                    .extracting(Prediction::id)
                    .isEqualTo(examples.stream().map(Example::id).toList());
            assertThat(manifest.files()).noneMatch(file -> file.name().startsWith("vectors"));
            assertThat(manifest.count("examples")).isEqualTo(examples.size());
        }
    }

    private static List<Reading> readings(RunDirectory run, Experiment kept, ExtractUnit unit) throws IOException {
        List<String> shards = unit.shards().stream().map(Shard::fingerprint).toList();
        return Readings.of(run, kept, unit.first().part()).values().stream()
                .flatMap(List::stream)
                .filter(reading -> shards.contains(reading.shard().fingerprint()))
                .toList();
    }

    private static void requireMoments(Moments found, List<float[]> rows) {
        try (MomentsAccumulator expected = new MomentsAccumulator(TinyRun.WIDTH, 7)) {
            rows.forEach(row -> expected.add(FloatBuffer.wrap(row)));
            assertThat(found.n()).isEqualTo(rows.size());
            assertThat(found.mean()).containsExactly(expected.moments().mean(), within(1e-6));
            assertThat(found.packedScatter()).containsExactly(expected.moments().packedScatter(), within(1e-4));
        }
    }

    private static void requireCentroids(
            List<CentroidRow> centroids, int layer, List<Example> examples, List<float[]> rows) {
        long n = 0;
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            for (boolean label : new boolean[] {false, true}) {
                Centroid expected = new Centroid(TinyRun.WIDTH);
                for (int i = 0; i < rows.size(); i++) {
                    if (examples.get(i).character() == character
                            && examples.get(i).label() == label) {
                        expected.add(FloatBuffer.wrap(rows.get(i)));
                    }
                }
                List<CentroidRow> found = centroids.stream()
                        .filter(row -> row.layer() == layer && row.character() == character && row.label() == label)
                        .toList();
                assertThat(found).hasSize(1);
                assertThat(found.get(0).feature()).isEqualTo("activations");
                assertThat(found.get(0).centroid().n()).isEqualTo(expected.n());
                assertThat(found.get(0).centroid().mean()).containsExactly(expected.mean(), within(1e-6));
                assertThat(found.get(0).centroid().scatterTrace()).isCloseTo(expected.scatterTrace(), within(1e-4));
                n += expected.n();
            }
        }
        assertThat(n).isEqualTo(rows.size());
    }

    @Test
    void nothingOfItCanBeFitted() throws IOException {
        Experiment experiment = tiny.experiment(directory.resolve("none"), STATISTICS, STAGES, BASE_ALONE);
        RunDirectory run = extract(experiment);
        assertThatThrownBy(() -> Readings.of(run, experiment, Part.TRUSTED))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "extract.keep = statistics keeps no vectors of activations; set extract.keep = vectors and run the"
                                + " stage 'extract' again");
    }

    /** 3 layers of 16 x 16 numbers, 260 rows and classes of 16, and half a scatter more: 103 KB of doubles. */
    @Test
    void sumsThatATaskCannotHoldAreRefused() throws IOException {
        Experiment experiment = tiny.experiment(
                directory.resolve("sums"), STATISTICS, STAGES, BASE_ALONE, "extract.statistics.max-memory=100 KiB");
        RunDirectory run = Runs.local(directory.resolve("sums"));
        DatasetsJob.run(spark, run, experiment);
        assertThatThrownBy(() -> ExtractJob.run(spark, run, experiment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        ", a task 104.5 KiB for sums. The sums are more than extract.statistics.max-memory"
                                + " = 100.0 KiB: keep fewer layers");
    }
}
