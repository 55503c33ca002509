package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;

class ExtractPlanIT {

    private static final String AUTO = "extract.device=auto";

    @TempDir
    static Path directory;

    private static TinyRun tiny;

    @BeforeAll
    static void generate() throws IOException {
        tiny = TinyRun.in(directory);
        try (SparkSession spark = TinyRun.spark(2)) {
            DatasetsJob.run(spark, run(), experiment());
        }
    }

    @AfterAll
    static void close() {
        SparkSession.clearDefaultSession();
    }

    private static RunDirectory run() {
        return Runs.local(directory.resolve("root"));
    }

    private static Experiment experiment(String... overrides) {
        return tiny.experiment(directory.resolve("root"), overrides);
    }

    private static List<ExtractUnit> units(PlannedDevice otherwise, String... overrides) throws IOException {
        return ExtractPlan.of(run(), experiment(overrides), otherwise).units();
    }

    private static String firstKey(String... overrides) throws IOException {
        return units(PlannedDevice.CPU, overrides).get(0).spec().key();
    }

    @Test
    void unitsFollowEachOtherOnOneSetOfWeights() throws IOException {
        List<String> weights = units(PlannedDevice.CPU).stream()
                .map(unit -> unit.source().fingerprint())
                .toList();
        assertThat(weights.stream().distinct()).hasSize(3);
        for (int i = 2; i < weights.size(); i++) {
            if (!weights.get(i).equals(weights.get(i - 1))) {
                assertThat(weights.subList(0, i)).doesNotContain(weights.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extract.storage=bfloat16",
                "extract.log-odds=false",
                "extract.features.activations.layers=[0, 1]",
                "extract.features.mlp={ point = mlp }",
                "extract.batch-tokens=100",
                "extract.device=gpu",
                "extract.keep=statistics"
            })
    void whatChangesANumberChangesTheKey(String override) throws IOException {
        String stages = "run.stages=[datasets, extract]";
        assertThat(firstKey(override, stages)).isNotEqualTo(firstKey(stages));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extract.max-output=1 GiB",
                "extract.max-device-memory=1 GiB",
                "extract.statistics.shards=3",
                "extract.features.activations.depths=[0, 0.5, 1]",
                "executor.memory-share=0.25"
            })
    void whatChangesNoNumberLeavesTheKey(String override) throws IOException {
        assertThat(firstKey(override)).isEqualTo(firstKey());
    }

    @Test
    void ofSeveralGpusItMayBeAny() throws IOException {
        assertThat(firstKey("extract.device=gpu:1"))
                .isEqualTo(firstKey("extract.device=gpu"))
                .isNotEqualTo(firstKey("extract.device=cpu"));
    }

    /** As a stage on a cluster without GPUs sees what was computed on one that had some. */
    @Test
    void whereTheDeviceIsLeftOpenWhatIsPublishedOfEitherKindWillDo() throws IOException {
        String own = "extract.batch-tokens=77"; // keys of this test alone
        List<ExtractUnit> planned = units(PlannedDevice.CPU, AUTO, own);
        assertThat(planned).allMatch(unit -> unit.device().equals(PlannedDevice.CPU));
        assertThat(units(PlannedDevice.GPU, AUTO, own))
                .allMatch(unit -> unit.device().equals(PlannedDevice.GPU));

        List<ExtractUnit> onGpus =
                planned.stream().map(unit -> unit.on(PlannedDevice.GPU)).toList();
        publish(onGpus.subList(0, onGpus.size() - 1));
        assertThat(keys(units(PlannedDevice.CPU, AUTO, own)))
                .as("not all are there")
                .isEqualTo(keys(planned));
        publish(onGpus.subList(onGpus.size() - 1, onGpus.size()));
        assertThat(keys(units(PlannedDevice.CPU, AUTO, own))).isEqualTo(keys(onGpus));
        assertThat(units(PlannedDevice.CPU, "extract.device=cpu", own))
                .as("a setting stands")
                .allMatch(unit -> unit.device().equals(PlannedDevice.CPU));
    }

    private static List<String> keys(List<ExtractUnit> units) {
        return units.stream().map(unit -> unit.spec().key()).toList();
    }

    private static void publish(List<ExtractUnit> units) {
        for (ExtractUnit unit : units) {
            try (UnitWriter writer = run().begin(unit.spec())) {
                writer.publish();
            }
        }
    }

    /** Parts of one shard each but the test parts, which have two. */
    @Test
    void statisticsAreOfRunsOfShardsWithinAPart() throws IOException {
        List<ExtractUnit> units = units(
                PlannedDevice.CPU,
                "extract.keep=statistics",
                "run.stages=[datasets, extract]",
                "parts.shard-size=64",
                "extract.statistics.shards=2",
                "extract.variants=[base]");
        assertThat(units)
                .extracting(unit -> unit.spec().labels().get("part") + " "
                        + unit.spec().labels().get("shard"))
                .containsExactly("trusted 0+1", "test 0+2", "trusted 0+1", "test 0+2");
    }
}
