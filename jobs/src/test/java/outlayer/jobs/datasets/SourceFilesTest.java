package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {

    @TempDir
    private Path directory;

    private static String fingerprint(Path path) {
        return SourceFiles.fingerprint(path.toString(), new Configuration(), "Dataset x");
    }

    private Path tree(String name, String content) throws IOException {
        Path root = directory.resolve(name);
        Files.createDirectories(root.resolve("train"));
        Files.writeString(root.resolve("train/a.csv"), content);
        Files.writeString(root.resolve("b.csv"), "b");
        return root;
    }

    @Test
    void aCopyHasTheSameAndAnyChangeAnother() throws IOException {
        Path one = tree("one", "text");
        Path copy = tree("copy", "text");
        Files.writeString(copy.resolve("_SUCCESS"), "left out, as Spark does");

        assertThat(fingerprint(copy)).isEqualTo(fingerprint(one)).hasSize(24);
        assertThat(fingerprint(tree("changed", "texT"))).isNotEqualTo(fingerprint(one));
        Files.move(copy.resolve("b.csv"), copy.resolve("c.csv"));
        assertThat(fingerprint(copy)).isNotEqualTo(fingerprint(one));
        assertThat(fingerprint(one.resolve("b.csv"))).isNotEqualTo(fingerprint(one));
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));

        assertThatThrownBy(() -> fingerprint(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset x: found no file under " + empty + ", expected at least one");
        assertThatThrownBy(() -> fingerprint(directory.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset x: found nothing at " + directory.resolve("nowhere")
                        + ", expected a file or directory");
    }
}
