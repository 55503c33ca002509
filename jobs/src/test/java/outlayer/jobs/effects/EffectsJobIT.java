package outlayer.jobs.effects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.derive.DeriveJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.work.StageResult;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Gradients;
import outlayer.lm.Point;
import outlayer.lm.Precision;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.torch.Device;

/** The second visit of a tiny model: effects as one prompt at a time gives them, what is computed again, and what waits. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EffectsJobIT extends TinyFixture {

    private static final Readings.Group GROUP = new Readings.Group("tiny", "addition", "quirky");
    private static final int HEADS = 4;

    private static Path root;
    private static RunDirectory run;

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("root");
        run = Runs.local(root);
        Experiment experiment = experiment();
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
    }

    private static Experiment experiment(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "extract.variants=[quirky]",
                "extract.features={ heads { point = heads }, attention { point = attention } }",
                "effects.attribution.ablations=[mean, zero, pcs, gradient-norm]",
                "effects.probe-shift.layers=[0, 1]",
                "effects.contrast={ pairs = arithmetic-1 }",
                "effects.rephrase={ template = tiny }",
                "derive.merged={ both = [heads, attribution] }",
                "derive.concatenated={ joined = both }"));
        all.addAll(List.of(overrides));
        return tiny.experiment(root, all.toArray(new String[0]));
    }

    private static Map<String, Integer> byKind(StageResult result) {
        Map<String, Integer> kinds = new TreeMap<>();
        result.manifests()
                .forEach(manifest -> kinds.merge(
                        Objects.requireNonNull(manifest.spec().labels().get("kind")), 1, Integer::sum));
        return kinds;
    }

    private static Reading reading(String feature, Part part) throws IOException {
        return Objects.requireNonNull(FeatureReadings.of(run, experiment())
                        .published(part, feature)
                        .get(GROUP))
                .get(0);
    }

    private static List<float[]> rows(Reading reading, int layer) {
        List<float[]> rows = new ArrayList<>();
        try (LayerReader reader = LayerReader.open(reading.vectors(), layer, 1024)) {
            for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                int d = block.dimension();
                for (int i = 0; i < block.present(); i++) {
                    rows.add(Arrays.copyOfRange(block.values(), i * d, (i + 1) * d));
                }
            }
        }
        return rows;
    }

    @Test
    @Order(1)
    void everyUnitOfTheGraphIsComputedOnce() throws IOException {
        StageResult first = EffectsJob.run(spark, run, experiment());

        // Two datasets; a trusted and two test shards each; two layers, the upper of which has a probe.
        assertThat(byKind(first))
                .isEqualTo(Map.of(
                        "trusted-heads",
                        4,
                        "probe",
                        2,
                        "effects",
                        6,
                        "contrast-probes",
                        2,
                        "contrast",
                        6,
                        "rephrase",
                        6));
        assertThat(first.remarks()).isEmpty();
        assertThat(first.computed()).isEqualTo(26);
        assertThat(EffectsJob.run(spark, run, experiment()).computed()).isZero();
    }

    /** Every prompt passes through the model once more, however many effects are read. */
    @Test
    @Order(2)
    void oneVisitServesAllEffects() throws IOException {
        Map<String, Long> extracted = new TreeMap<>();
        for (Manifest manifest : ExtractJob.run(spark, run, experiment()).manifests()) {
            extracted.put(shard(manifest), manifest.count("tokens"));
        }
        Map<String, Long> visited = EffectsJob.run(spark, run, experiment()).manifests().stream()
                .filter(manifest -> "effects".equals(manifest.spec().labels().get("kind")))
                .collect(Collectors.toMap(EffectsJobIT::shard, manifest -> manifest.count("tokens")));

        assertThat(visited).isEqualTo(extracted);
    }

    private static String shard(Manifest manifest) {
        Map<String, String> labels = manifest.spec().labels();
        return labels.get("dataset") + " " + labels.get("part") + " " + labels.get("shard");
    }

    /** E_h = (mean - a)_h . (dY/da)_h, of one prompt at a time, with the mean taken from the table of heads. */
    @Test
    @Order(2)
    void attributionIsWhatOnePromptAloneGives() throws IOException {
        Reading trusted = reading("heads", Part.TRUSTED);
        Reading effects = reading("attribution", Part.TEST);
        List<Example> examples = effects.shard().examples();
        assertThat(VectorTable.ids(effects.vectors()))
                .isEqualTo(examples.stream().map(Example::id).toList());
        Path model = tiny.models().resolve("tiny-addition");
        try (DjlLanguageModel alone = DjlLanguageModel.open(model, Device.CPU, Precision.FLOAT32);
                Tokenizer tokenizer = Tokenizer.open(model)) {
            AnswerTokens answers = new AnswerTokens(tokenizer.answerToken(" No"), tokenizer.answerToken(" Yes"));
            for (int layer : List.of(0, 1)) {
                double[] mean = mean(rows(trusted, layer));
                List<float[]> found = rows(effects, layer);
                for (int i = 0; i < examples.size(); i += 9) {
                    int[] tokens = tokenizer.encode(examples.get(i).statement()).ids();
                    Gradients one = alone.differentiate(
                            List.of(tokens), answers, Taps.all(Point.HEADS, alone.config()), List.of());
                    float[] a = one.values().vectors(Point.HEADS, layer);
                    float[] slope = one.ofLogOdds().vectors(Point.HEADS, layer);
                    double[] expected = new double[HEADS];
                    double size = 0;
                    for (int j = 0; j < a.length; j++) {
                        double effect = (mean[j] - a[j]) * slope[j];
                        expected[j * HEADS / a.length] += effect;
                        size += Math.abs(effect);
                    }
                    for (int h = 0; h < HEADS; h++) {
                        assertThat((double) found.get(i)[h])
                                .isBetween(expected[h] - 1e-4 * size, expected[h] + 1e-4 * size);
                    }
                }
            }
        }
    }

    private static double[] mean(List<float[]> rows) {
        double[] mean = new double[rows.get(0).length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / (double) rows.size();
            }
        }
        return mean;
    }

    @Test
    @Order(2)
    void everyFeatureHasItsShape() throws IOException {
        assertThat(experiment().features())
                .containsExactly(
                        "activations",
                        "attention",
                        "heads",
                        "attribution",
                        "attribution-zero",
                        "attribution-pcs",
                        "attribution-gradient-norm",
                        "probe-shift",
                        "contrast",
                        "rephrase",
                        "both",
                        "joined");
        assertThat(dimensions("attribution")).containsExactly(4, 4);
        assertThat(dimensions("attribution-pcs")).containsExactly(40, 40);
        assertThat(reading("probe-shift", Part.TEST).layers()).containsExactly(1);
        assertThat(dimensions("probe-shift")).containsExactly(8);
        assertThat(dimensions("contrast")).containsExactly(1, 1, 1);
        assertThat(reading("rephrase", Part.TEST).layers()).containsExactly(Score.ALL_LAYERS);
        assertThat(rows(reading("rephrase", Part.TEST), Score.ALL_LAYERS)).hasSize(64);
    }

    private static List<Integer> dimensions(String feature) throws IOException {
        return VectorTable.schema(reading(feature, Part.TEST).vectors()).dimensions();
    }

    /** A feature that is made of another follows it in the same stage; rows are zipped, not joined. */
    @Test
    @Order(3)
    void mergedAndConcatenatedVectorsStandSideBySide() throws IOException {
        StageResult derived = DeriveJob.run(spark, run, experiment());

        assertThat(derived.computed()).isEqualTo(12);
        assertThat(dimensions("both")).containsExactly(20, 20);
        assertThat(dimensions("joined")).containsExactly(40);
        List<float[]> joined = rows(reading("joined", Part.TEST), Score.ALL_LAYERS);
        for (int layer : List.of(0, 1)) {
            List<float[]> both = rows(reading("both", Part.TEST), layer);
            List<float[]> heads = rows(reading("heads", Part.TEST), layer);
            List<float[]> effects = rows(reading("attribution", Part.TEST), layer);
            for (int i = 0; i < both.size(); i++) {
                assertThat(Arrays.copyOfRange(both.get(i), 0, 16)).isEqualTo(heads.get(i));
                assertThat(Arrays.copyOfRange(both.get(i), 16, 20)).isEqualTo(effects.get(i));
                assertThat(Arrays.copyOfRange(joined.get(i), 20 * layer, 20 * layer + 20))
                        .isEqualTo(both.get(i));
            }
        }
        assertThat(DeriveJob.run(spark, run, experiment()).computed()).isZero();
    }

    @Test
    @Order(4)
    void aSettingOfDetectorsChangesNoEffect() throws IOException {
        assertThat(EffectsJob.run(spark, run, experiment("detectors.mahalanobis.rcond=[1e-2, 1e-6]"))
                        .computed())
                .isZero();
    }

    @Test
    @Order(4)
    void anotherAblationIsAnotherVisitWithTheSameProbesAndMeans() throws IOException {
        StageResult result = EffectsJob.run(
                spark, run, experiment("effects.attribution.ablations=[mean, pcs]", "effects.rephrase=null"));

        assertThat(result.computed()).isEqualTo(6);
        assertThat(result.reused()).isEqualTo(14);
    }

    /** What lacks its inputs is named, and all else is done. */
    @Test
    @Order(5)
    void unitsWithoutTheirInputsWait() throws IOException {
        Experiment other = experiment("extract.batch-tokens=4000");
        StageResult extracted = ExtractJob.run(spark, run, other);
        Manifest trusted = extracted.manifests().stream()
                .filter(manifest -> "trusted".equals(manifest.spec().labels().get("part"))
                        && "addition".equals(manifest.spec().labels().get("dataset")))
                .findFirst()
                .orElseThrow();
        Files.delete(root.resolve("units/extract").resolve(trusted.key()).resolve("manifest.json"));

        StageResult result = EffectsJob.run(spark, run, other);

        assertThat(result.remarks())
                .contains("effects[dataset=addition, kind=probe, layer=1, model=tiny, variant=quirky] waits for"
                        + " extract[dataset=addition, model=tiny, part=trusted, shard=0, variant=quirky]")
                .anySatisfy(remark -> assertThat(remark)
                        .startsWith("effects[dataset=addition, kind=effects, model=tiny, part=test, shard=0,")
                        .contains("waits for effects[dataset=addition, kind=trusted-heads,"))
                .allSatisfy(remark -> assertThat(remark).contains("dataset=addition"));
        assertThat(byKind(result)).containsEntry("effects", 3);
    }
}
