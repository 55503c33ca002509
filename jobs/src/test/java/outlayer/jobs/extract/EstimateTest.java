package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Feature;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.models.ModelSource;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.ExampleTable;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.lm.Precision;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

/** Sizes of an 8B model's readings, worked out by hand. */
class EstimateTest {

    private static final int ROWS = 3;
    /** Llama 3.1 8B: 8,030,261,248 parameters. */
    private static final ModelConfig LLAMA = new ModelConfig(
            Architecture.LLAMA,
            128_256,
            4096,
            14_336,
            32,
            32,
            8,
            128,
            1e-5,
            500_000,
            null,
            null,
            false,
            131_072,
            null,
            false,
            false);

    private static final Feature ACTIVATIONS = new Feature(
            "activations", Point.RESIDUAL, IntStream.range(0, 33).boxed().toList(), Positions.LAST);
    private static final Feature FLOW = new Feature("flow", Point.RESIDUAL, List.of(24), Positions.ALL);

    @TempDir
    private Path root;

    private RunDirectory run;

    @BeforeEach
    void open() {
        run = Runs.local(root);
    }

    /** Three prompts of twenty characters. */
    private Shard shard() {
        List<Example> examples = IntStream.range(0, ROWS)
                .mapToObj(i -> new Example(
                        "id " + i,
                        "question",
                        "addition",
                        Part.TEST,
                        QuirkyCharacter.ALICE,
                        "Alice",
                        0,
                        "12345678901234567890",
                        " No",
                        " Yes",
                        true,
                        true,
                        false,
                        0,
                        0.5,
                        -1,
                        -1))
                .toList();
        try (UnitWriter unit = run.begin(UnitSpec.of("test", 1))) {
            ExampleTable.TABLE.write(unit.file("examples.parquet"), examples);
            Manifest manifest = unit.publish();
            return new Shard("addition", Part.TEST, 0, run.file(manifest, "examples.parquet"), "fingerprint");
        }
    }

    private static ExtractOptions options(String... overrides) {
        return ExperimentFile.parse("""
                        run { root = out/small, stages = [datasets, extract] }
                        models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
                        datasets = [ { name = addition, operand-limit = 100, questions = 400, distinct = false } ]
                        """, "small.conf", List.of(overrides)).extract();
    }

    private Estimate estimate(List<Feature> features, String... overrides) {
        return estimate(Precision.BFLOAT16, features, overrides);
    }

    private Estimate estimate(Precision precision, List<Feature> features, String... overrides) {
        ModelSource source = new ModelSource(
                "llama", "models/llama", null, "weights", null, precision, new ExecutorOptions("", 0.5, 0.8));
        ExtractUnit unit = new ExtractUnit(
                "llama", "base", List.of(shard()), source, features, PlannedDevice.GPU, options(overrides));
        return Estimate.of(List.of(unit), Map.of("weights", LLAMA));
    }

    /** 33 layers of 4096 float32 numbers are 540,672 bytes an example; 2 bytes for each of the parameters. */
    @Test
    void vectorsAndWeightsAreCounted() {
        Estimate estimate = estimate(List.of(ACTIVATIONS));
        assertThat(estimate.rows()).isEqualTo(ROWS);
        assertThat(estimate.outputBytes()).containsExactly(Map.entry("activations", ROWS * 540_672L));
        assertThat(estimate.weightBytes()).isEqualTo(2 * 8_030_261_248L);
        assertThat(estimate.sumBytes()).isZero();
        assertThat(estimate(List.of(ACTIVATIONS), "extract.storage=bfloat16").outputBytes())
                .containsEntry("activations", ROWS * 540_672L / 2);
    }

    /** Ten tokens, half of twenty characters, of one layer. */
    @Test
    void allTokensAreGuessedFromTheText() {
        assertThat(estimate(List.of(FLOW)).outputBytes()).containsEntry("flow", ROWS * 10 * 4096 * 4L);
    }

    /** 8192 tokens, each 4 x 4096 + 8 x 4096 + 4 x 14,336 numbers; vectors of 512 prompts, or of every token. */
    @Test
    void aBatchIsBounded() {
        long block = 8192L * (12 * 4096 + 4 * 14_336) * 4;
        assertThat(estimate(List.of(ACTIVATIONS)).batchBytes()).isEqualTo(block + 512 * 540_672L);
        assertThat(estimate(List.of(FLOW)).batchBytes()).isEqualTo(block + 8192 * 4096 * 4L);
        assertThat(estimate(List.of(), "extract.batch-tokens=1024").batchBytes())
                .isEqualTo(block / 8);
    }

    /** Three times the scores of 32 heads over 512 tokens, of each of 8192 tokens. */
    @Test
    void inFloat32ABatchHasItsScoresToo() {
        long block = 8192L * (12 * 4096 + 4 * 14_336) * 4;
        assertThat(estimate(Precision.FLOAT32, List.of()).batchBytes()).isEqualTo(block + 8192L * 3 * 32 * 512 * 4);
    }

    /** 33 scatters of 4096 x 4096, with 260 rows beside each, and half a scatter on its way; in files 67 MB a layer. */
    @Test
    void sumsAreCountedInsteadOfVectors() {
        Estimate estimate =
                estimate(List.of(ACTIVATIONS), "extract.keep=statistics", "extract.statistics.max-memory=4 GiB");
        assertThat(estimate.sumBytes()).isEqualTo((33L * (4096 * 4096 + 260 * 4096) + 4096 * 4096 / 2) * 8);
        assertThat(estimate.outputBytes()).containsEntry("activations", 33L * (4096 * 4097 / 2 + 5 * 4096) * 8);
        assertThatThrownBy(() -> estimate.requireWithin(
                        options("extract.keep=statistics", "extract.statistics.max-memory=4 GiB")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "a task 4.4 GiB for sums. The sums are more than extract.statistics.max-memory = 4.0 GiB");
    }

    @Test
    void capsSayWhatToLower() {
        Estimate estimate = estimate(List.of(ACTIVATIONS));
        assertThatCode(() -> estimate.requireWithin(options())).doesNotThrowAnyException();
        assertThatThrownBy(() -> estimate.requireWithin(options("extract.max-device-memory=16 GiB")))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "extract: 1 units of 3 examples; at most 1.5 MiB will be written (activations 1.5 MiB); a device needs"
                                + " 15.0 GiB for weights and at most 3.5 GiB for a batch. That is more than extract.max-device-memory ="
                                + " 16.0 GiB: lower extract.batch-tokens, run the model in bfloat16 (its `precision`), or raise the cap");
        assertThatThrownBy(() -> estimate.requireWithin(options("extract.max-output=1 MiB")))
                .hasMessageContaining(
                        "That is more than extract.max-output = 1.0 MiB: keep fewer layers (extract.features)");
    }
}
