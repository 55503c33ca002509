package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorOptionsTest {

    @Test
    void copiesLieUnderTheTemporaryDirectoryUnlessTheyHaveAPlace() {
        assertThat(new ExecutorOptions("", 0.5, 0.8).modelCacheDirectory())
                .isEqualTo(Path.of(
                        System.getProperty("java.io.tmpdir"), "outlayer-models-" + System.getProperty("user.name")));
        assertThat(new ExecutorOptions("/local_disk0/models", 0.5, 0.8).modelCacheDirectory())
                .isEqualTo(Path.of("/local_disk0/models"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void aShareOfMemoryIsAShare(double share) {
        assertThatThrownBy(() -> new ExecutorOptions("", share, 0.8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory-share is " + share + ", expected a share above 0, at most 1");
        assertThatThrownBy(() -> new ExecutorOptions("", 0.5, share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gpu-memory-share is " + share + ", expected a share above 0, at most 1");
    }
}
