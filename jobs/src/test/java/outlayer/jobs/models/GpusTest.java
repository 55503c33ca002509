package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpusTest {

    private static final NvidiaSmi.Card CARD = new NvidiaSmi.Card(0, "A Card", 80L << 30);

    @TempDir
    Path directory;

    @Test
    void cardsAreWhatTheDriversToolLists() throws IOException {
        Path tool = tool("echo '0, NVIDIA H100 80GB HBM3, 81559'; echo '1, NVIDIA H100 80GB HBM3, 81559'");
        assertThat(NvidiaSmi.cards(tool.toString()))
                .containsExactly(
                        new NvidiaSmi.Card(0, "NVIDIA H100 80GB HBM3", 81559L << 20),
                        new NvidiaSmi.Card(1, "NVIDIA H100 80GB HBM3", 81559L << 20));
        assertThat(NvidiaSmi.cards(tool.toString()).get(0)).hasToString("gpu:0 NVIDIA H100 80GB HBM3, 85.5 GB");
    }

    @Test
    void thereAreNoneWhereTheToolIsAbsentOrFails() throws IOException {
        assertThat(NvidiaSmi.cards(directory.resolve("absent").toString())).isEmpty();
        assertThat(NvidiaSmi.cards(tool("echo 'No devices were found'; exit 6").toString()))
                .isEmpty();
    }

    private Path tool(String body) throws IOException {
        Path script = Files.writeString(directory.resolve("nvidia-smi"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void whatLibtorchSeesIsSaidWithTheDriversList() {
        assertThat(Gpus.evidence("cu128", 1, List.of(CARD)))
                .isEqualTo("1 seen by libtorch; the driver lists [gpu:0 A Card, 85.9 GB]");
        assertThat(Gpus.evidence("cpu", 0, List.of())).isEqualTo("none: models run on the processor");
    }

    @Test
    void cardsThatLieIdleAreNamed() {
        assertThat(Gpus.evidence(null, 0, List.of(CARD)))
                .contains("none seen by libtorch, though the driver lists [gpu:0 A Card, 85.9 GB]")
                .contains("conf/gpu/README.md");
    }

    @Test
    void aLibtorchForGpusThatSeesNoneIsAFault() {
        assertThatThrownBy(() -> Gpus.evidence("cu128", 0, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("libtorch sees none, with PYTORCH_FLAVOR=cu128; the driver lists []");
    }
}
