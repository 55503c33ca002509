package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** Further points, chosen layers, all tokens, bfloat16, no log-odds: each feature its own table, as direct reading gives it. */
class FeaturesIT extends TinyFixture {

    private static final String FEATURES = "extract.features={ activations { layers = [1, 2] },"
            + " heads { point = heads }, attention { point = attention, layers = all }, mlp { point = mlp, depths = [1.0] },"
            + " tokens { point = residual, depths = [0.5], positions = all } }";
    private static final String STAGES = "run.stages=[datasets, extract]";

    private static RunDirectory extract(Experiment experiment) throws IOException {
        RunDirectory run = Runs.local(Path.of(experiment.run().root()));
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        return run;
    }

    private static Experiment experiment(String name, String... overrides) {
        List<String> all = new ArrayList<>(List.of("extract.variants=[base]", "parts.shard-size=40"));
        all.addAll(List.of(overrides));
        return tiny.experiment(directory.resolve(name), all.toArray(new String[0]));
    }

    private static RunFile file(RunDirectory run, ExtractUnit unit, String feature) {
        return run.file(run.require(unit.spec()), VectorTable.fileName(feature));
    }

    private static List<ExtractUnit> units(RunDirectory run, Experiment experiment) throws IOException {
        return ExtractPlan.of(run, experiment, PlannedDevice.CPU).units();
    }

    @Test
    void everyFeatureHasTheTableOfItsPointLayersAndTokens() throws IOException {
        Experiment experiment = experiment("points", FEATURES);
        RunDirectory run = extract(experiment);
        try (Alone alone = Alone.open(tiny.models().resolve("tiny"))) {
            for (ExtractUnit unit : units(run, experiment)) {
                requireLast(alone, run, unit, "activations", Point.RESIDUAL, List.of(1, 2));
                requireLast(alone, run, unit, "heads", Point.HEADS, List.of(0, 1));
                requireLast(alone, run, unit, "attention", Point.ATTENTION, List.of(0, 1));
                requireLast(alone, run, unit, "mlp", Point.MLP, List.of(1));
                requireTokens(alone, run, unit);
            }
        }
    }

    private static void requireLast(
            Alone alone, RunDirectory run, ExtractUnit unit, String feature, Point point, List<Integer> layers) {
        RunFile vectors = file(run, unit, feature);
        assertThat(VectorTable.schema(vectors))
                .isEqualTo(new VectorSchema(feature, TinyRun.WIDTH, layers, Dtype.FLOAT32));
        List<Example> examples = unit.first().examples();
        assertThat(VectorTable.ids(vectors))
                .isEqualTo(examples.stream().map(Example::id).toList());
        for (int layer : layers) {
            List<float[]> rows = Alone.rows(vectors, layer);
            for (int i = 0; i < examples.size(); i += 7) {
                Readout read = alone.read(examples.get(i), Taps.none().and(point, layers));
                Alone.requireNear(read.vectors(point, layer), rows.get(i), 1e-5);
            }
        }
    }

    /** Layer 1 of 0 to 2 is half of the depth; its rows are the tokens of the examples, one after another. */
    private static void requireTokens(Alone alone, RunDirectory run, ExtractUnit unit) {
        RunFile vectors = file(run, unit, "tokens");
        assertThat(VectorTable.schema(vectors).layers()).containsExactly(1);
        List<float[]> rows = Alone.rows(vectors, 1);
        List<String> ids = new ArrayList<>();
        Taps taps = Taps.none().and(Point.RESIDUAL, List.of(1)).at(Positions.ALL);
        for (Example example : unit.first().examples()) {
            float[] expected = alone.read(example, taps).residual(1);
            int tokens = alone.tokens(example).length;
            for (int t = 0; t < tokens; t++) {
                Alone.requireNear(
                        Arrays.copyOfRange(expected, t * TinyRun.WIDTH, (t + 1) * TinyRun.WIDTH),
                        rows.get(ids.size()),
                        1e-5);
                ids.add(example.id() + "/" + t);
            }
        }
        assertThat(VectorTable.ids(vectors)).isEqualTo(ids);
    }

    /** Every number is rounded to 8 significant bits, hence off by at most 2^-8 of itself. */
    @Test
    void bfloat16IsStoredWhereItIsAskedFor() throws IOException {
        Experiment wide = experiment("float32");
        Experiment narrow = experiment("bfloat16", "extract.storage=bfloat16");
        RunDirectory wideRun = extract(wide);
        RunDirectory narrowRun = extract(narrow);
        List<ExtractUnit> narrowUnits = units(narrowRun, narrow);
        for (int u = 0; u < narrowUnits.size(); u++) {
            RunFile exact = file(wideRun, units(wideRun, wide).get(u), Reading.ACTIVATIONS);
            RunFile rounded = file(narrowRun, narrowUnits.get(u), Reading.ACTIVATIONS);
            assertThat(VectorTable.schema(rounded).dtype()).isEqualTo(Dtype.BFLOAT16);
            List<float[]> expected = Alone.rows(exact, 2);
            List<float[]> found = Alone.rows(rounded, 2);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).isNotEqualTo(expected.get(i));
                for (int j = 0; j < TinyRun.WIDTH; j++) {
                    assertThat(Math.abs(found.get(i)[j] - expected.get(i)[j]))
                            .isLessThanOrEqualTo(Math.abs(expected.get(i)[j]) / 256);
                }
            }
        }
    }

    @Test
    void withoutLogOddsThereAreNoPredictions() throws IOException {
        Experiment experiment = experiment(
                "vectors",
                "extract.log-odds=false",
                "extract.features.activations.layers=[1]",
                "run.stages=[datasets, extract, fit]");
        RunDirectory run = extract(experiment);
        for (ExtractUnit unit : units(run, experiment)) {
            Manifest manifest = run.require(unit.spec());
            assertThat(manifest.files()).extracting(file -> file.name()).containsExactly("vectors-activations.parquet");
        }
        assertThat(FitJob.run(spark, run, experiment).manifests())
                .extracting(manifest -> manifest.spec().labels().get("layer"))
                .containsExactly("1", "1");
        Reading reading = Readings.of(run, experiment, Part.TRUSTED)
                .values()
                .iterator()
                .next()
                .get(0);
        assertThatThrownBy(reading::predictions)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Model tiny was not asked for answers to addition trusted: set extract.log-odds = true and run the"
                                + " stage 'extract' again");
    }

    @Test
    void answersCanBeAllThatIsAskedFor() throws IOException {
        Experiment experiment = experiment("answers", "extract.features={ activations = null }", STAGES);
        RunDirectory run = extract(experiment);
        for (ExtractUnit unit : units(run, experiment)) {
            Manifest manifest = run.require(unit.spec());
            assertThat(manifest.files()).extracting(file -> file.name()).containsExactly(PredictionTable.FILE);
            assertThat(PredictionTable.TABLE.read(run.file(manifest, PredictionTable.FILE)))
                    .hasSize((int) unit.rows())
                    .allSatisfy(row -> assertThat(row.logOdds()).isNotNull());
        }
    }

    /** Whoever asks for it by name is told why it will not do. */
    @Test
    void aFeatureOfAllTokensIsRefusedByTheStagesThatFollow() throws IOException {
        Experiment experiment = experiment("points", FEATURES);
        RunDirectory run = extract(experiment);
        assertThat(Readings.of(run, experiment, Part.TEST, "heads")).isNotEmpty();
        assertThatThrownBy(() -> Readings.of(run, experiment, Part.TEST, "tokens"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "extract.features.tokens has a vector for every token (positions = all), expected one for each"
                                + " example (positions = last); fits and scores cannot take it");
        assertThatThrownBy(() -> Readings.of(run, experiment, Part.TEST, "head"))
                .hasMessageContaining(
                        "extract.features has no head, only [activations, attention, heads, mlp, tokens]");
    }

    @Test
    void aLayerThatTheModelHasNotIsRefusedBeforeAnythingRuns() throws IOException {
        Experiment experiment = experiment("layers", "extract.features.activations.layers=[0, 3]");
        RunDirectory run = Runs.local(directory.resolve("layers"));
        DatasetsJob.run(spark, run, experiment);
        assertThatThrownBy(() -> ExtractJob.run(spark, run, experiment))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("extract.features.activations, model tiny (")
                .hasMessageEndingWith("layer 3 is asked for, the model has layers 0 to 2");
        assertThat(TinyRun.files(directory.resolve("layers/units/extract"))).isEmpty();
    }

    /** 360 examples of 3 layers of 16 numbers of 4 bytes. */
    @Test
    void anEstimateOverACapStopsTheStage() throws IOException {
        Experiment experiment = experiment("caps", "extract.max-output=10 KiB");
        RunDirectory run = Runs.local(directory.resolve("caps"));
        DatasetsJob.run(spark, run, experiment);
        assertThatThrownBy(() -> ExtractJob.run(spark, run, experiment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "extract: 10 units of 360 examples; at most 67.5 KiB will be written (activations 67.5 KiB); a device needs ")
                .hasMessageContaining("That is more than extract.max-output = 10.0 KiB: keep fewer layers");
        assertThat(Files.exists(directory.resolve("caps/units/extract"))).isFalse();
    }
}
