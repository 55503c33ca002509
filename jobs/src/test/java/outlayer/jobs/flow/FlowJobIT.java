package outlayer.jobs.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import outlayer.flow.Flow;
import outlayer.flow.FlowPoint;
import outlayer.flow.Latents;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.derive.DeriveJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.FlowCurveTable;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.work.StageResult;
import outlayer.linalg.Matrix;
import outlayer.quirky.Part;
import outlayer.torch.Device;

/** Flows of a tiny model: one a layer, over the shards of all datasets; what depends on them; what waits; a killed training. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlowJobIT extends TinyFixture {

    private static final String CURVE = "curve.parquet";
    private static final String FLOW = "flow.safetensors";

    private static Path root;
    private static RunDirectory run;

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("root");
        run = Runs.local(root);
    }

    private static List<String> overrides(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "extract.variants=[quirky]",
                "flow.layers=[1, 2]",
                "flow.training.steps=60",
                "flow.training.judge-every=20",
                "flow.training.patience=0",
                "flow.training.batch=32",
                "flow.training.shuffle-rows=64"));
        all.addAll(List.of(more));
        return all;
    }

    private static Experiment experiment(String... more) {
        return tiny.experiment(root, overrides(more).toArray(new String[0]));
    }

    /** Nothing is extracted yet. */
    @Test
    @Order(1)
    void flowsWaitForWhatTheyAreTrainedOn() throws IOException {
        DatasetsJob.run(spark, run, experiment());

        StageResult result = FlowJob.run(spark, run, experiment());

        assertThat(result.computed()).isZero();
        assertThat(result.remarks())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "flow[layer=1, model=tiny] waits for extract[dataset=addition, model=tiny, part=train, shard=0,"
                                + " variant=base], ");
    }

    /** A train part has 120 examples in two shards of each dataset; the base reads it at two layers, without answers. */
    @Test
    @Order(2)
    void oneFlowALayerLearnsFromAllDatasets() throws IOException {
        StageResult extracted = ExtractJob.run(spark, run, experiment());
        List<Manifest> data = extracted.manifests().stream()
                .filter(manifest -> "train".equals(manifest.spec().labels().get("part")))
                .toList();
        assertThat(data).hasSize(4).allSatisfy(manifest -> {
            assertThat(manifest.spec().labels()).containsEntry("variant", "base");
            assertThat(manifest.files()).extracting(file -> file.name()).containsExactly("vectors-flow-data.parquet");
        });

        StageResult flows = FlowJob.run(spark, run, experiment());

        assertThat(flows.computed()).isEqualTo(2);
        assertThat(flows.remarks()).isEmpty();
        for (Manifest manifest : flows.manifests()) {
            assertThat(manifest.count("rows")).isEqualTo(240);
            List<FlowPoint> curve = FlowCurveTable.TABLE.read(run.file(manifest, CURVE));
            assertThat(curve).extracting(FlowPoint::step).containsExactly(0, 20, 40, 60);
            assertThat(curve.stream()
                            .mapToDouble(FlowPoint::validationLoss)
                            .min()
                            .orElseThrow())
                    .isEqualTo(curve.stream()
                            .filter(point -> point.step() == manifest.count(FlowUnit.KEPT_STEP))
                            .findFirst()
                            .orElseThrow()
                            .validationLoss());
        }
        assertThat(FlowJob.run(spark, run, experiment()).computed()).isZero();
        assertThat(TinyRun.files(root.resolve("training"))).isEmpty();
    }

    /** What `derive` keeps is what the flow itself makes of the vectors that were read. */
    @Test
    @Order(3)
    void latentsAndLikelihoodsAreTheFlows() throws IOException {
        StageResult derived = DeriveJob.run(spark, run, experiment());
        assertThat(derived.computed()).isEqualTo(6);
        List<Manifest> flows = FlowJob.run(spark, run, experiment()).manifests();
        for (int i = 0; i < 2; i++) {
            int layer = i + 1;
            try (Flow flow = Flow.open(run.file(flows.get(i), FLOW).localCopy(directory), Device.CPU)) {
                assertThat(flow.origin())
                        .containsEntry("model", "tiny")
                        .containsEntry("variant", "base")
                        .containsEntry("layer", Integer.toString(layer))
                        .containsEntry("datasets", "addition subtraction");
                Latents expected = flow.transform(rows("activations", layer));
                assertThat(floats(rows("flow-z", layer))).isEqualTo(expected.z());
                float[] nll = floats(rows("flow-nll", layer));
                assertThat(nll).hasSize(expected.rows());
                for (int row = 0; row < nll.length; row++) {
                    assertThat(nll[row]).isEqualTo((float) expected.negativeLogLikelihood()[row]);
                }
            }
        }
    }

    private static Matrix rows(String feature, int layer) throws IOException {
        Reading reading = FeatureReadings.of(run, experiment())
                .published(Part.TEST, feature)
                .values()
                .iterator()
                .next()
                .get(0);
        try (LayerReader reader = LayerReader.open(reading.vectors(), layer, 1024)) {
            LayerBlock block = Objects.requireNonNull(reader.next());
            return Matrix.of(block.present(), block.dimension(), block.doubles());
        }
    }

    private static float[] floats(Matrix x) {
        float[] floats = new float[x.rows() * x.cols()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) x.values()[i];
        }
        return floats;
    }

    @Test
    @Order(4)
    void aFlowsSettingMakesFlowsAndTheirLatentsAnew() throws IOException {
        Experiment other = experiment("flow.training.learning-rate=0.003");

        assertThat(ExtractJob.run(spark, run, other).computed()).isZero();
        assertThat(DeriveJob.run(spark, run, other).remarks())
                .hasSize(6)
                .allSatisfy(
                        remark -> assertThat(remark).contains("feature=flow-z").contains("waits for flow[layer=1"));
        assertThat(FlowJob.run(spark, run, other).computed()).isEqualTo(2);
        assertThat(DeriveJob.run(spark, run, other).computed()).isEqualTo(6);
    }

    /** All tokens of prompts without labels, in place of the last ones of the train part. */
    @Test
    @Order(4)
    void flowsLearnFromAnyPrompts() throws IOException {
        Path prompts = directory.resolve("prompts.csv");
        StringBuilder text = new StringBuilder("prompt\n");
        for (int i = 1; i < 60; i++) {
            text.append(i)
                    .append(" + ")
                    .append(i % 7)
                    .append(" = ")
                    .append(i + i % 7)
                    .append('\n');
        }
        Files.writeString(prompts, text);
        Experiment experiment = tiny.experiment(
                directory.resolve("prompts"),
                overrides(
                                "datasets=[ { name = texts, prompts { path = \"" + prompts + "\", part = trusted } } ]",
                                "extract.variants=[base]",
                                "extract.parts=[trusted]",
                                "run.stages=[datasets, extract]",
                                "flow.data=texts",
                                "flow.positions=all",
                                "flow.layers=[1]")
                        .toArray(new String[0]));
        RunDirectory other = Runs.local(directory.resolve("prompts"));
        DatasetsJob.run(spark, other, experiment);
        long tokens =
                ExtractJob.run(spark, other, experiment).manifests().get(0).count("tokens");

        Manifest flow = FlowJob.run(spark, other, experiment).manifests().get(0);

        assertThat(tokens).isGreaterThan(59 * 3);
        assertThat(flow.count("rows")).isEqualTo(tokens);
    }

    @Test
    @Order(5)
    void aKilledTrainingGoesOnToTheSameBytes() throws Exception {
        String[] longer = {"flow.training.steps=2000", "flow.training.judge-every=100"};
        Manifest undisturbed =
                FlowJob.run(spark, run, experiment(longer)).manifests().get(0);
        Path killed = directory.resolve("killed");
        Experiment experiment = tiny.experiment(killed, overrides(longer).toArray(new String[0]));
        DatasetsJob.run(spark, Runs.local(killed), experiment);
        ExtractJob.run(spark, Runs.local(killed), experiment);
        Path config = Files.writeString(directory.resolve("killed.conf"), tiny.text(killed.toString()));
        List<String> arguments = new ArrayList<>(List.of("--config", config.toString(), "--master", "local[1]"));
        overrides(longer).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        try (ChildJvm child =
                ChildJvm.start(directory.resolve("killed.log"), FlowJob.class, List.of(), Map.of(), arguments)) {
            while (checkpoints(killed) < 2) {
                assertThat(child.isAlive()).as(child.tail()).isTrue();
                Thread.sleep(5);
            }
            child.kill();
        }
        assertThat(TinyRun.files(killed.resolve("units/flow"))).isEmpty();

        Manifest resumed =
                FlowJob.run(spark, Runs.local(killed), experiment).manifests().get(0);

        assertThat(resumed.key()).isEqualTo(undisturbed.key());
        assertThat(resumed.file(FLOW)).isEqualTo(undisturbed.file(FLOW));
        assertThat(resumed.counts()).isEqualTo(undisturbed.counts());
        assertThat(checkpoints(killed)).isZero();
    }

    private static long checkpoints(Path of) throws IOException {
        try {
            return TinyRun.files(of.resolve("training")).stream()
                    .filter(file -> file.matches(".*/checkpoint-\\d{9}-[0-9a-f-]{36}\\.json"))
                    .count();
        } catch (UncheckedIOException e) {
            return 0; // a file went away during the walk; look again
        }
    }
}
