package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ElementType;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SparseCheckpoint;
import outlayer.torch.Device;

final class ClosedDecoderTest {

    /** Embedding and head of 64 MB each in float32, and little beside. */
    private static final ModelConfig WIDE = new ModelConfig(
            Architecture.LLAMA,
            32_000,
            512,
            512,
            1,
            4,
            4,
            128,
            1e-5,
            10_000,
            null,
            null,
            false,
            64,
            null,
            false,
            false);

    private static final long BYTES = 2 * 32_000L * 512 * Float.BYTES;

    @TempDir
    private Path dir;

    /** As after a batch that did not fit into the device's memory: DJL never lets go of a failed call's arguments. */
    @Test
    void theWeightsAreFreedAlsoAfterACallThatFailed() throws Exception {
        SparseCheckpoint.write(dir, WIDE, ElementType.F32, 1);
        Decoder decoder = Decoder.copy(dir, Device.CPU);
        assertThatThrownBy(
                        () -> decoder.call("loss", new NDList(decoder.manager().create(0f)), null))
                .isInstanceOf(EngineException.class);
        long open = ProcessMemory.anonymousBytes();
        decoder.close();
        assertThat(open - ProcessMemory.anonymousBytes()).isGreaterThan(BYTES * 9 / 10);
        decoder.close();
    }
}
