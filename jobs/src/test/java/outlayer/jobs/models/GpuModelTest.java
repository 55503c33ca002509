package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Taps;
import outlayer.torch.Device;

/** For a node with a GPU that was set up as conf/gpu/README.md says. */
@Tag("gpu")
class GpuModelTest {

    private static final Path MODEL =
            Path.of("..", "conf", "models", "tiny-llama").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void aShippedModelAnswersOnAGpuAsOnTheProcessor() throws IOException {
        double[] expected = logOdds(Device.CPU);
        double[] found = logOdds(TaskDevice.of("gpu:0", null));
        assertThat(found).containsExactly(expected, within(1e-3));
    }

    private double[] logOdds(Device device) throws IOException {
        try (ModelPool pool = new ModelPool(new DjlOpener(), HostMemory.INSTANCE);
                ModelPool.Loan loan = pool.borrow(
                        ModelDirectories.source(MODEL, ModelDirectories.executor(directory)),
                        device,
                        new Configuration())) {
            int[] prompt = loan.tokenizer().encode("Name: Bob\n\n1 + 1 = 3.").ids();
            return loan.model()
                    .read(List.of(prompt), new AnswerTokens(1, 2), Taps.none())
                    .logOdds();
        }
    }
}
