package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.run.RunFile;
import outlayer.linalg.Matrix;
import outlayer.stats.Moments;

class MomentsFileTest {

    @TempDir
    private Path root;

    /** Dimension 700 takes more than one chunk. */
    @ParameterizedTest(name = "seed {0}, dimension {1}")
    @CsvSource({"1, 1", "2, 7", "3, 700"})
    void whatIsWrittenIsReadBitForBit(long seed, int d) {
        Moments moments = Moments.of(random(seed, 5, d));
        RunFile file = Shards.publish(root, out -> MomentsFile.write(out, moments));
        Moments read = MomentsFile.read(file);
        assertThat(read.n()).isEqualTo(5);
        assertThat(read.mean()).containsExactly(moments.mean());
        assertThat(read.packedScatter()).containsExactly(moments.packedScatter());
    }

    @Test
    void momentsOfNoRowsAreKept() {
        RunFile file = Shards.publish(root, out -> MomentsFile.write(out, Moments.empty(3)));
        assertThat(MomentsFile.read(file).n()).isZero();
    }

    @Test
    void aFlippedBitIsNoticed() throws IOException {
        RunFile file = Shards.publish(root, out -> MomentsFile.write(out, Moments.of(random(1, 4, 3))));
        Path path = file.localCopy(root);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 1] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> MomentsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " is damaged: found CRC-32C ");
    }

    @Test
    void aFileOfAnotherKindIsNamed() {
        RunFile file = Shards.publish(root, out -> {
            try (var stream = out.stream()) {
                stream.write("not moments, but some other text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> MomentsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "File " + file + " does not begin with 'moments1'. Was it made by another stage or version?");
    }

    private static Matrix random(long seed, int rows, int d) {
        Random random = new Random(seed);
        return Matrix.of(
                rows, d, random.doubles((long) rows * d).map(x -> 3000 + x).toArray());
    }
}
