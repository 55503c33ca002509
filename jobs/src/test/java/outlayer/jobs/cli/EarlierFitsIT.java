package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.detector.Detector;
import outlayer.detector.LayerVectors;
import outlayer.detector.Mode;
import outlayer.detector.Parameters;
import outlayer.detector.RowsMethod;
import outlayer.evaluate.ScoreColumn;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.derive.DeriveJob;
import outlayer.jobs.effects.EffectsJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.flag.Flagged;
import outlayer.jobs.run.Pin;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.score.ScoreFile;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.score.Scored;
import outlayer.jobs.score.ShardScores;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.LengthMethod;
import outlayer.linalg.Arithmetic;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** Prompts of a later day, scored and flagged with the fits of a run under another root. */
class EarlierFitsIT extends TinyFixture {

    private static RunDirectory trusted;
    private static Experiment fitted;
    private static List<String> calibration;

    @BeforeAll
    static void open() throws IOException {
        List<String> prompts = IntStream.range(0, 90)
                .mapToObj(i -> "Name: Alice %d plus %d is %d.".formatted(i, i / 2, i % 7))
                .toList();
        fitted = experiment(
                "trusted",
                prompts,
                "part = trusted, calibration = 0.3",
                "run.stages=[datasets, extract, effects, derive, fit, score]",
                "extract.parts=[trusted, calibration]");
        trusted = Runs.local(directory.resolve("trusted"));
        RunJob.run(spark, trusted, fitted);
        calibration = Scored.of(trusted, fitted, Part.CALIBRATION).values().stream()
                .flatMap(List::stream)
                .flatMap(shard -> shard.readings().get(0).shard().examples().stream())
                .map(Example::statement)
                .toList();
        assertThat(calibration).hasSizeBetween(15, 40);
    }

    /** Two points of the model, what is merged of them, and effects that no trusted vector takes part in, by online detectors of every kind. */
    private static Experiment experiment(String root, List<String> prompts, String part, String... overrides)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        prompts.forEach(prompt -> lines.append("{\"prompt\": \"").append(prompt).append("\"}\n"));
        Path file = Files.writeString(directory.resolve(root + ".jsonl"), lines);
        String text = tiny.text(directory.resolve(root).toString()) + """
                datasets = [ { name = chat, prompts { path = "%s", format = json, %s } } ]
                extract { variants = [base], features { heads { point = heads } } }
                effects { attribution { ablations = [zero] }, contrast { pairs = arithmetic-1 } }
                derive { merged { both = [activations, heads] } }
                detectors {
                  mahalanobis { rcond = [1e-3] }, mahalanobis-pca { components = [3] }, lof { k = [5] }, isolation-forest {}, value {}
                  own { mine { class = outlayer.jobs.settings.LengthMethod, features = [both] } }
                  aggregations = [mean, rank-mean]
                  ensembles { points = [activations, heads] }
                }
                flag { false-positive-budget = 0.2 }
                """.formatted(file, part);
        return ExperimentFile.parse(text, "monitor.conf", List.of(overrides));
    }

    private static Experiment later(String root, List<String> prompts, String... overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "run.stages=[datasets, extract, effects, derive, score, flag]",
                "extract.parts=[untrusted]",
                "score.fits=\"" + directory.resolve("trusted") + "\""));
        all.addAll(List.of(overrides));
        return experiment(root, prompts, "part = untrusted", all.toArray(new String[0]));
    }

    /** By group, key and example. */
    static Map<String, Double> scores(RunDirectory run, Experiment experiment, Part part) throws IOException {
        Map<String, Double> all = new HashMap<>();
        Scored.of(run, experiment, part)
                .forEach((group, shards) -> shards.forEach(shard -> {
                    ShardScores scores = ShardScores.read(
                            shard.scores().stream().map(ScoreFile::file).toList());
                    for (ScoreColumn column : scores.columns()) {
                        double[] values = column.scores();
                        for (int i = 0; values != null && i < values.length; i++) {
                            all.put(
                                    group + " " + column.key() + " "
                                            + scores.ids().get(i),
                                    values[i]);
                        }
                    }
                }));
        return all;
    }

    /** The prompts that were set aside for calibration come back a day later: their vectors differ by batches at most. */
    @Test
    void thePromptsOfCalibrationGetTheScoresThatTheyHadThere() throws IOException {
        Experiment experiment = later("same", calibration);
        RunDirectory run = Runs.local(directory.resolve("same"));
        List<String> before = TinyRun.files(directory.resolve("trusted/units"));

        RunJob.run(spark, run, experiment);

        Map<String, Double> there = scores(trusted, fitted, Part.CALIBRATION);
        Map<String, Double> here = scores(run, experiment, Part.UNTRUSTED);
        assertThat(here.keySet()).isEqualTo(there.keySet());
        here.forEach((key, score) -> {
            double expected = Objects.requireNonNull(there.get(key));
            assertThat(score).as(key).isCloseTo(expected, within(1e-3 * Math.max(1, Math.abs(expected))));
        });
        assertThat(TinyRun.files(directory.resolve("trusted/units"))).isEqualTo(before);
        assertThat(RunJob.run(spark, run, experiment).computed()).isZero();

        Flagged flagged = Flagged.of(run, experiment);
        // The prompts of calibration, taken as new: p is the rank, so that every budget is spent to the full, but for
        // ties.
        assertThat(flagged.rates()).hasSize(5 * 4 + 2).allSatisfy(rate -> {
            assertThat(rate.nCalibration()).isEqualTo(calibration.size());
            assertThat(rate.nTested()).isEqualTo(calibration.size());
            assertThat(rate.nFlagged()).isLessThanOrEqualTo((long) Math.ceil(0.2 * calibration.size()));
            assertThat(rate.falseDiscoveryRate()).isNull();
        });
        assertThat(flagged.drift())
                .filteredOn(row -> row.auc() != null)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.auc()).isCloseTo(0.5, within(0.02)));
    }

    @Test
    void whatIsUsedIsHeldThere() throws IOException {
        Experiment experiment = later("held", calibration.subList(0, 10));
        RunDirectory run = Runs.local(directory.resolve("held"));
        RunJob.run(spark, run, experiment);
        List<Pin> pins = trusted.pins().all().values().stream()
                .filter(pin -> pin.holder().equals(run.root()))
                .toList();
        assertThat(pins).hasSize(1);
        Map<String, List<String>> units = trusted.latest().orElseThrow().units();
        assertThat(pins.get(0).units().keySet()).containsExactly("fit", "score");
        assertThat(units.get("fit"))
                .containsAll(Objects.requireNonNull(pins.get(0).units().get("fit")));
        assertThat(units.get("score"))
                .containsAll(Objects.requireNonNull(pins.get(0).units().get("score")));
        assertThat(run.latest().orElseThrow().units().get("score"))
                .containsAll(Objects.requireNonNull(pins.get(0).dependants().get("score")));
    }

    @Test
    void otherPromptsDriftAndAreFlagged() throws IOException {
        List<String> strange = IntStream.range(0, 40)
                .mapToObj(i -> "%d %d %d plus plus".formatted(i, i, i))
                .toList();
        Experiment experiment = later("strange", strange);
        RunDirectory run = Runs.local(directory.resolve("strange"));
        RunJob.Outcome outcome = RunJob.run(spark, run, experiment);
        Flagged flagged = Flagged.of(run, experiment);
        assertThat(flagged.rates())
                .filteredOn(rate -> rate.key().detector().equals("mahalanobis")
                        && !rate.key().feature().equals("attribution-zero"))
                .hasSize(4)
                .extracting(FlagRateRow::nFlagged)
                .containsOnly(20L); // all that the cap lets in
        assertThat(flagged.drift()).filteredOn(DriftRow::drifted).isNotEmpty();
        assertThat(Summary.of(run, experiment, outcome))
                .contains("flags   tiny/chat/base untrusted, activations/mahalanobis/rcond=1e-3: ")
                .contains("drift   tiny/chat/base untrusted, activations/mahalanobis layer 1: the mean moved by ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models=[{ name = tiny, path = \"MODELS/tiny-addition\" }] | Feature activations of tiny/chat/base: the vectors to be"
                        + " scored were made with weights = ",
                "extract.storage=bfloat16 | the vectors to be scored were made with storage = bfloat16, those that Run ",
                "extract.features.activations.layers=[1, 2] | were made with features.activations = residual[1,2]@last, those that",
                "effects.attribution.layers=[0] | were made with effects.attribution-zero = ",
                "detectors.own.mine.class=outlayer.jobs.cli.EarlierFitsIT$AnotherMethod | Feature both of tiny/chat/base: mine is"
                        + " outlayer.jobs.cli.EarlierFitsIT$AnotherMethod here, but Run ",
                "detectors.ensembles.points=[heads, both] | detectors.ensembles.points is [heads, both], but Run ",
                "detectors.lof.k=[6] | has no fit of lof k=6 at layer 0; found ",
                "detectors.mahalanobis.rcond=[1e-7] | needs eigenvalues above 1.0E-7 times the largest, but Run ",
                "models=[{ name = small, path = \"MODELS/tiny\" }] | Feature activations of small/chat/base: Run ",
                "score.fits=\"ROOT#yesterday\" | No run 'yesterday' under "
            })
    void fitsOfOtherVectorsAreRefused(String setting, String message) throws IOException {
        String name = "refused-" + Integer.toHexString(setting.hashCode());
        Experiment experiment = later(
                name,
                calibration,
                setting.replace("MODELS", tiny.models().toString())
                        .replace("ROOT", directory.resolve("trusted").toString()));
        RunDirectory run = Runs.local(directory.resolve(name));
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        EffectsJob.run(spark, run, experiment);
        DeriveJob.run(spark, run, experiment);
        assertThatThrownBy(() -> ScoreJob.run(spark, run, experiment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Another class than the one that fitted, under the same name and with the same parameters. */
    public static final class AnotherMethod implements RowsMethod {

        private final LengthMethod same;

        public AnotherMethod(Map<String, String> params) {
            same = new LengthMethod(params);
        }

        @Override
        public String name() {
            return same.name();
        }

        @Override
        public String params() {
            return same.params();
        }

        @Override
        public Mode mode() {
            return same.mode();
        }

        @Override
        public Parameters fit(LayerVectors layer) {
            return same.fit(layer);
        }

        @Override
        public Detector detector(Parameters fitted, Arithmetic arithmetic) {
            return same.detector(fitted, arithmetic);
        }
    }
}
