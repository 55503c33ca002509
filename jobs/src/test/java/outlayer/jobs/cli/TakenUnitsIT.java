package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.effects.EffectsJob;
import outlayer.jobs.evaluate.Judged;
import outlayer.jobs.evaluate.KeptPlanes;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.flow.FlowJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.StageResult;
import outlayer.quirky.Part;

/** Features that stand on trusted heads, probes and flows, scored with the fits of an earlier run: it gives what they are made with. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TakenUnitsIT extends TinyFixture {

    private static final List<String> MADE =
            List.of("attribution", "attribution-pcs", "probe-shift", "flow-z", "flow-nll");

    private static RunDirectory trusted;
    private static Experiment fitted;

    @BeforeAll
    static void open() throws IOException {
        fitted = fitted(
                "trusted",
                "run.stages=[datasets, extract, flow, effects, derive, fit, score, evaluate]",
                "extract.parts=[trusted, test]");
        trusted = Runs.local(directory.resolve("trusted"));
        RunJob.run(spark, trusted, fitted);
    }

    private static Experiment experiment(String root, String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "extract.variants=[quirky]",
                "flow.layers=[1, 2]",
                "flow.training.steps=20",
                "flow.training.judge-every=10",
                "flow.training.batch=32",
                "flow.training.shuffle-rows=64",
                "effects.attribution.ablations=[mean, pcs]",
                "effects.probe-shift.layers=[0, 1]",
                "detectors={ mahalanobis { rcond = [1e-3] }, value {} }"));
        all.addAll(List.of(overrides));
        return tiny.experiment(directory.resolve(root), all.toArray(new String[0]));
    }

    /** With the features that trusted prompts are read for. */
    private static Experiment fitted(String root, String... overrides) {
        List<String> all = new ArrayList<>(
                List.of("extract.features={ heads { point = heads }, attention { point = attention } }"));
        all.addAll(List.of(overrides));
        return experiment(root, all.toArray(new String[0]));
    }

    /** Neither trusted prompts nor heads nor attention are read. */
    private static Experiment later(String root, String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "run.stages=[datasets, extract, flow, effects, derive, score, evaluate]",
                "extract.parts=[test]",
                "score.fits=\"" + directory.resolve("trusted") + "\""));
        all.addAll(List.of(overrides));
        return experiment(root, all.toArray(new String[0]));
    }

    @Test
    @Order(1)
    void aLaterRunScoresAsTheFirstOneDid() throws IOException {
        Path root = directory.resolve("later");
        RunDirectory run = Runs.local(root);
        Experiment experiment = later("later");

        RunJob.run(spark, run, experiment);

        Map<String, Double> there = EarlierFitsIT.scores(trusted, fitted, Part.TEST);
        Map<String, Double> here = EarlierFitsIT.scores(run, experiment, Part.TEST);
        assertThat(there).containsAllEntriesOf(here);
        for (String feature : MADE) {
            assertThat(here.keySet()).as(feature).anyMatch(key -> key.contains(" " + feature + "/"));
        }
        assertThat(Judged.of(trusted, fitted).auc())
                .containsAll(Judged.of(run, experiment).auc());
        assertThat(KeptPlanes.of(run, experiment, "quirky")).isNotEmpty();
        assertThat(KeptPlanes.of(trusted, fitted, "quirky")).containsAll(KeptPlanes.of(run, experiment, "quirky"));
        assertThat(RunJob.run(spark, run, experiment).computed()).isZero();
    }

    /** Nothing is trained or fitted again, and nothing read for that: two test shards of two datasets, and what was taken. */
    @Test
    @Order(2)
    void whatItIsMadeWithIsTakenAsItIs() throws IOException {
        RunDirectory run = Runs.local(directory.resolve("later"));
        Experiment experiment = later("later");
        StageResult flows = FlowJob.run(spark, run, experiment);
        StageResult effects = EffectsJob.run(spark, run, experiment);

        assertThat(ExtractJob.run(spark, run, experiment).manifests()).hasSize(4);
        assertThat(flows.manifests()).hasSize(2);
        List<Manifest> taken = new ArrayList<>(flows.manifests());
        effects.manifests().stream()
                .filter(unit -> !"effects".equals(unit.spec().labels().get("kind")))
                .forEach(taken::add);
        // Two flows; heads of two layers and a probe of the upper one for each of two datasets.
        assertThat(taken).hasSize(2 + 2 * 3).allSatisfy(unit -> {
            Manifest theirs = trusted.require(unit.spec());
            assertThat(unit.files()).isEqualTo(theirs.files());
            assertThat(unit.counts()).isEqualTo(theirs.counts());
        });
    }

    @Test
    @Order(3)
    void aDamagedUnitIsNotTaken() throws IOException {
        RunDirectory run = Runs.local(directory.resolve("damaged"));
        Experiment experiment = later("damaged");
        DatasetsJob.run(spark, run, experiment);
        Manifest flow = trusted.require(
                FlowJob.run(spark, trusted, fitted).manifests().get(0).spec());
        Path file = Path.of(trusted.file(flow, "flow.safetensors").path().replaceFirst("^file:", ""));
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        try {
            assertThatThrownBy(() -> FlowJob.run(spark, run, experiment))
                    .hasMessageContaining("flow.safetensors is damaged: found CRC-32C ");
            assertThat(run.find(flow.spec())).isEmpty();
        } finally {
            Files.write(file, whole);
        }
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource(
            delimiter = '|',
            value = {
                "effects.attribution.layers=[0] | Effects of tiny/addition/quirky need components of trusted heads at layers"
                        + " [0, 1], but Run trained under | has them at layers [0]; give `effects` there what it has here",
                "effects.attribution.ablations=[mean] | need components of trusted heads at layers [0, 1], but Run trained"
                        + " under | has them at layers []; give",
                "effects.attribution.ablations=[zero], effects.probe-shift.ablations=[zero] | need the mean of trusted heads at"
                        + " layers [0, 1], but Run trained under | has them at layers []; give",
                "effects.probe-shift.layers=null | need probes of trusted attention at layers [1], but Run trained under |"
                        + " has them at layers []; give",
                "flow.layers=null | The features flow-z and flow-nll of tiny need flows, of which Run trained under | has none;"
                        + " name a run that trained them, or set flow = null"
            })
    void whatTheEarlierRunLacksIsNamed(String settings, String needed, String there) throws IOException {
        String name = "lacking-" + Integer.toHexString(settings.hashCode());
        RunDirectory lacking = Runs.local(directory.resolve(name));
        List<String> all = new ArrayList<>(List.of(
                "run.id=trained",
                "run.stages=[datasets, extract, flow, effects, derive, fit]",
                "extract.parts=[trusted]"));
        all.addAll(List.of(settings.split(", ")));
        RunJob.run(spark, lacking, fitted(name, all.toArray(new String[0])));
        Experiment experiment = later(name + "-day", "score.fits=\"" + directory.resolve(name) + "\"");
        RunDirectory run = Runs.local(directory.resolve(name + "-day"));
        assertThatThrownBy(() -> RunJob.run(spark, run, experiment))
                .hasMessageContaining(needed)
                .hasMessageContaining(there);
    }

    /** A record that stages of two settings made together: fits of the first, effects of the second. */
    @Test
    @Order(5)
    void effectsOfOtherHeadsAreRefused() throws IOException {
        RunRecord first = trusted.latest().orElseThrow();
        Experiment fewer = fitted("trusted", "run.stages=[datasets, extract, effects]", "parts.caps.trusted=50");
        RunJob.run(spark, trusted, fewer);
        SortedMap<String, List<String>> units = new TreeMap<>(first.units());
        units.put(
                "effects",
                Objects.requireNonNull(trusted.latest().orElseThrow().units().get("effects")));
        trusted.record(new RunRecord(
                "mixed",
                RunRecord.now(),
                first.settings(),
                units,
                first.versions(),
                first.computed(),
                first.stageSeconds(),
                List.of()));

        Experiment experiment = later("mixed", "score.fits=\"" + directory.resolve("trusted") + "#mixed\"");
        assertThatThrownBy(() -> RunJob.run(spark, Runs.local(directory.resolve("mixed")), experiment))
                .hasMessageContaining("Feature attribution of tiny/addition/quirky: the effects to be scored were made"
                        + " with trusted heads and probes that those which Run mixed under ");
    }
}
