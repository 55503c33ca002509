package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.Checkpoint;
import outlayer.checkpoint.ElementType;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SparseCheckpoint;
import outlayer.torch.Device;

/** Weights are mapped: what a model takes beyond its files' pages while it loads. */
final class LoadingMemoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(LoadingMemoryTest.class);

    /** 200 million parameters, the embedding and the head the largest of its tensors. */
    private static final ModelConfig MIDDLING = new ModelConfig(
            Architecture.LLAMA,
            32_000,
            1024,
            4096,
            8,
            16,
            16,
            64,
            1e-5,
            10_000,
            null,
            null,
            false,
            64,
            null,
            false,
            false);

    private static final long LARGEST_PARAMETERS = 32_000L * 1024;
    private static final long ALLOWANCE = 200_000_000;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"BF16, BFLOAT16", "F32, FLOAT32", "BF16, FLOAT32", "F16, BFLOAT16"})
    void itIsTheConvertedWeightsTheLargestTensorAndLittleMore(ElementType stored, Precision running) throws Exception {
        SparseCheckpoint.write(dir, MIDDLING, stored, 3);
        long parameters;
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            parameters = checkpoint.parameters();
        }
        long converted = stored == running.elements()
                ? 0
                : parameters * running.elements().bytes();
        long largest = LARGEST_PARAMETERS * running.elements().bytes();
        try (var peak = new MemoryPeak();
                DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU, running)) {
            LOG.info("{} run in {}: {} MB beyond the file", stored, running, peak.bytes() / 1_000_000);
            assertThat(model.config()).isEqualTo(MIDDLING);
            assertThat(peak.bytes()).isLessThan(converted + largest + ALLOWANCE);
        }
    }

    /** All of it, mapped; then the first block alone, since nothing above it is asked for. */
    @Test
    void aModelOfEightBillionParametersIsMappedAndItsFirstBlockRuns() throws Exception {
        ModelConfig config = SparseCheckpoint.llama31Of8B();
        SparseCheckpoint.write(dir, config, ElementType.BF16, 4);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.parameters()).isEqualTo(8_030_261_248L);
            assertThat(checkpoint.bytes()).isEqualTo(16_060_522_496L);
        }
        Taps first = Taps.none().and(Point.RESIDUAL, List.of(0, 1)).and(Point.HEADS, List.of(0));
        try (var peak = new MemoryPeak();
                DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU, Precision.BFLOAT16)) {
            Readout read = model.read(List.of(new int[] {128_000, 5, 128_255}, new int[] {1}), null, first);
            assertThat(read.residual(1)).hasSize(2 * config.width()).containsOnly(0);
            assertThat(read.vectors(Point.HEADS, 0)).hasSize(2 * 32 * 128);
            LOG.info("8B, one block: {} MB beyond the files", peak.bytes() / 1_000_000);
            assertThat(peak.bytes()).isLessThan(ALLOWANCE);
        }
    }
}
