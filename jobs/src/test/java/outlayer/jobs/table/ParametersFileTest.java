package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.detector.NotApplicableException;
import outlayer.detector.Parameters;
import outlayer.jobs.run.RunFile;
import outlayer.linalg.Matrix;

class ParametersFileTest {

    @TempDir
    private Path root;

    private RunFile publish(Parameters parameters) {
        return Shards.publish(root, out -> ParametersFile.write(out, parameters));
    }

    /** Bit by bit, of more than one row of the table as well: 700 x 500 numbers are two chunks of 2^18. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsReadExactly(long seed) {
        Random random = new Random(seed);
        double[] doubles = random.doubles(700 * 500).toArray();
        double[] floats = random.doubles(700 * 500).map(x -> (float) x).toArray();
        Parameters read = ParametersFile.read(publish(Parameters.none()
                .and("doubles", Matrix.of(700, 500, doubles))
                .and("floats", Matrix.of(500, 700, floats))
                .and("few", -0.0, Double.MIN_VALUE, 1e300, Double.POSITIVE_INFINITY)));
        assertThat(read.matrices().keySet()).containsExactly("doubles", "few", "floats");
        assertThat(read.matrix("doubles").rows()).isEqualTo(700);
        assertThat(read.matrix("doubles").values()).isEqualTo(doubles);
        assertThat(read.matrix("floats").rows()).isEqualTo(500);
        assertThat(read.matrix("floats").values()).isEqualTo(floats);
        assertThat(read.numbers("few"))
                .isEqualTo(new double[] {-0.0, Double.MIN_VALUE, 1e300, Double.POSITIVE_INFINITY});
    }

    /** Half the bytes, before compression: random digits hardly compress. */
    @Test
    void numbersThatAreFloatsTakeFourBytes() {
        double[] values = new Random(1).doubles(100_000).toArray();
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        long wide = Shards.publish(
                        root.resolve("wide"),
                        out -> ParametersFile.write(out, Parameters.none().and("x", values)))
                .getLength();
        long narrow = Shards.publish(
                        root.resolve("narrow"),
                        out -> ParametersFile.write(out, Parameters.none().and("x", rounded)))
                .getLength();
        assertThat(narrow).isLessThan(410_000);
        assertThat(wide).isGreaterThan(650_000);
    }

    @Test
    void matricesMayBeEmptyAndThereMayBeNone() {
        Parameters read = ParametersFile.read(
                publish(Parameters.none().and("rows", Matrix.zeros(0, 7)).and("cols", Matrix.zeros(3, 0))));
        assertThat(read.matrix("rows").cols()).isEqualTo(7);
        assertThat(read.matrix("rows").rows()).isZero();
        assertThat(read.matrix("cols").rows()).isEqualTo(3);
        RunFile none = Shards.publish(root.resolve("none"), out -> ParametersFile.write(out, Parameters.none()));
        assertThat(ParametersFile.read(none).matrices()).isEmpty();
    }

    @Test
    void aReasonInTheirPlaceIsGivenAgain() {
        RunFile file = Shards.publish(
                root, out -> ParametersFile.write(out, new NotApplicableException("größer: no variance")));
        assertThatThrownBy(() -> ParametersFile.read(file))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: größer: no variance");
    }
}
