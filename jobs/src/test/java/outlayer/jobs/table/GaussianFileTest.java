package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.run.RunFile;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

class GaussianFileTest {

    @TempDir
    Path root;

    /** n above and below d; mean, variances and eigenvalues exactly, eigenvectors to float32. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsRead(long seed) {
        Random random = new Random(seed);
        int n = 2 + random.nextInt(60);
        int d = 1 + random.nextInt(40);
        double[] values = new double[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        Gaussian written = Gaussian.of(Matrix.of(n, d, values), 1e-5);
        RunFile file = Shards.publish(root, out -> GaussianFile.write(out, written));
        Gaussian read = GaussianFile.read(file);
        assertThat(read.n()).isEqualTo(n);
        assertThat(read.mean()).isEqualTo(written.mean());
        assertThat(read.variances()).isEqualTo(written.variances());
        assertThat(read.spectrum().cutoff()).isEqualTo(1e-5);
        assertThat(read.spectrum().totalVariance()).isEqualTo(written.spectrum().totalVariance());
        assertThat(read.spectrum().values()).isEqualTo(written.spectrum().values());
        assertThat(read.spectrum().vectors().values())
                .containsExactly(written.spectrum().vectors().values(), within(1e-7));
    }

    @Test
    void fewerPairsAreThoseOfTheLargestEigenvalues() {
        Gaussian written = Gaussian.of(Matrix.of(4, 3, new double[] {5, 0, 0, -5, 1, 0, 0, 2, 1, 0, -3, -1}), 1e-5);
        RunFile file = Shards.publish(root, out -> GaussianFile.write(out, written));
        Gaussian read = GaussianFile.read(file, 2);
        double[] all = written.spectrum().values();
        assertThat(all).hasSize(3);
        assertThat(read.spectrum().values()).containsExactly(all[0], all[1]);
        assertThat(read.spectrum().totalVariance()).isEqualTo(written.spectrum().totalVariance());
        assertThat(read.mean()).isEqualTo(written.mean());
        assertThat(GaussianFile.read(file, 9).spectrum().values()).isEqualTo(all);
    }

    @Test
    void aConstantLayerHasNoPairs() {
        Gaussian written = Gaussian.of(Matrix.of(3, 2, new double[] {1, 2, 1, 2, 1, 2}), 1e-5);
        RunFile file = Shards.publish(root, out -> GaussianFile.write(out, written));
        assertThat(GaussianFile.read(file).spectrum().isEmpty()).isTrue();
        assertThat(GaussianFile.read(file).mean()).containsExactly(1, 2);
    }

    @Test
    void anotherTableIsRefused() {
        RunFile file = Shards.publish(
                root, out -> QuarantineTable.TABLE.write(out, List.of(new Quarantined("a", "extract", "empty"))));
        assertThatThrownBy(() -> GaussianFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " has no metadata 'outlayer.dimension'");
    }
}
