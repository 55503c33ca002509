package outlayer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.checkpoint.CheckpointStore;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.checkpoint.Tensor;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;

/** The laws of a bijection, and what files are refused. Deviation 0 is an untrained flow. */
class FlowTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"2,0.1,1", "3,0.1,2", "16,0.1,3", "65,0.1,4", "256,0.05,5", "2,0,6", "64,0,7", "256,0,8"})
    void theInverseUndoesTheFlow(int d, double deviation, long seed) throws IOException {
        Matrix x = RandomFlow.sample(100, d, seed + 100);
        try (Flow flow = RandomFlow.of(d, deviation, seed).open()) {
            Matrix back = flow.inverse(flow.transform(x).matrix());
            assertThat(rms(x, back) / rms(x, Matrix.zeros(100, d)))
                    .as("d %d, seed %d", d, seed)
                    .isLessThan(1e-5);
        }
    }

    /** Also of flows that bend space beyond what training does; the basis alone is float32, orthonormal to some 1e-7. */
    @ParameterizedTest
    @CsvSource({"2,0.5,1", "3,0.5,2", "16,0.4,3", "65,0.3,4", "5,0,5"})
    void inDoublePrecisionTheInverseUndoesAnyFlow(int d, double deviation, long seed) throws IOException {
        Matrix x = RandomFlow.sample(100, d, seed + 100);
        try (DoubleFlow flow = new DoubleFlow(RandomFlow.of(d, deviation, seed))) {
            assertThat(largest(x, flow.inverse(flow.z(x))))
                    .as("d %d, seed %d", d, seed)
                    .isLessThan(2e-6);
        }
    }

    /** Central differences of step 1e-6 in double precision: 1e-6 is left by rounding, 2e-16 x 10 / 1e-6, and by curvature. */
    @ParameterizedTest
    @CsvSource({"2,0.5,1", "3,0.5,2", "5,0.3,3", "8,0.2,4", "6,0,5"})
    void theLogDeterminantIsThatOfTheJacobian(int d, double deviation, long seed) throws IOException {
        int n = 20;
        Matrix x = RandomFlow.sample(n, d, seed + 50);
        try (DoubleFlow flow = new DoubleFlow(RandomFlow.of(d, deviation, seed))) {
            double[] found = flow.logDeterminants(x);
            Matrix[] slopes = new Matrix[d];
            for (int j = 0; j < d; j++) {
                slopes[j] = slope(flow, x, j);
            }
            for (int i = 0; i < n; i++) {
                double[][] jacobian = new double[d][d];
                for (int j = 0; j < d; j++) {
                    slopes[j].readRow(i, jacobian[j]);
                }
                assertThat(found[i])
                        .as("d %d, seed %d, row %d", d, seed, i)
                        .isCloseTo(MixingMatrix.logDeterminant(jacobian), offset(1e-5));
            }
        }
    }

    /** dz / dx_j of each row, [n, d]. */
    private static Matrix slope(DoubleFlow flow, Matrix x, int j) {
        double step = 1e-6;
        Matrix up = flow.z(moved(x, j, step));
        Matrix down = flow.z(moved(x, j, -step));
        for (int i = 0; i < up.values().length; i++) {
            up.values()[i] = (up.values()[i] - down.values()[i]) / (2 * step);
        }
        return up;
    }

    private static Matrix moved(Matrix x, int j, double by) {
        Matrix moved = Matrix.of(x.rows(), x.cols(), x.values().clone());
        for (int i = 0; i < x.rows(); i++) {
            moved.values()[i * x.cols() + j] += by;
        }
        return moved;
    }

    /** Log-determinants within 1e-4 a dimension, z within 1e-4 of its size. */
    @ParameterizedTest
    @CsvSource({"2,0.1,1", "16,0.1,2", "65,0.1,3", "256,0.05,4", "256,0,5"})
    void singlePrecisionAgreesWithDouble(int d, double deviation, long seed) throws IOException {
        Matrix x = RandomFlow.sample(100, d, seed + 50);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (float) x.values()[i];
        }
        RandomFlow random = RandomFlow.of(d, deviation, seed);
        try (Flow flow = random.open();
                DoubleFlow exact = new DoubleFlow(random)) {
            Latents latents = flow.transform(x);
            Matrix z = exact.z(x);
            assertThat(rms(latents.matrix(), z) / rms(z, Matrix.zeros(100, d)))
                    .as("d %d, seed %d", d, seed)
                    .isLessThan(1e-4);
            double[] expected = exact.logDeterminants(x);
            for (int i = 0; i < 100; i++) {
                assertThat(latents.logDeterminants()[i])
                        .as("d %d, seed %d, row %d", d, seed, i)
                        .isCloseTo(expected[i], offset(1e-4 * d));
            }
        }
    }

    /** A flow that nothing was learned for is the Gaussian of the shrunk covariance wherever float32 and the outer knots let it. */
    @Test
    void anUntrainedFlowIsAGaussian() throws IOException {
        int d = 4;
        try (Flow flow = RandomFlow.of(d, 0, 1).open()) {
            Matrix x = RandomFlow.sample(200, d, 9);
            // Of whitened numbers u, z is the Laplace number of the same cumulated probability: its negative log prior
            // plus log-slope is that of u.
            double[] nats = flow.transform(x).negativeLogLikelihood();
            Matrix u = whitened(flow, x);
            double shift = 0;
            double[] gaussian = new double[200];
            for (int i = 0; i < 200; i++) {
                for (int j = 0; j < d; j++) {
                    gaussian[i] += u.at(i, j) * u.at(i, j) / 2 + Math.log(2 * Math.PI) / 2;
                }
                shift += (nats[i] - gaussian[i]) / 200;
            }
            for (int i = 0; i < 200; i++) {
                assertThat(nats[i] - gaussian[i]).as("row %d", i).isCloseTo(shift, offset(0.02));
            }
        }
    }

    /** By undoing the last splines, whose knots are known. */
    private static Matrix whitened(Flow flow, Matrix x) {
        Matrix z = flow.transform(x).matrix();
        double[] u = new double[z.values().length];
        for (int i = 0; i < u.length; i++) {
            double low = -6;
            double high = 6;
            for (int halving = 0; halving < 60; halving++) {
                double middle = (low + high) / 2;
                if (LaplaceKnots.laplace(middle) < z.values()[i]) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            u[i] = low;
        }
        return Matrix.of(z.rows(), z.cols(), u);
    }

    /** P(-1) = 0.158655 of the normal distribution: z(1) = -ln 2 - ln 0.158655 = 1.147875. */
    @Test
    void theLaplaceNumberOfOneDeviationByHand() {
        assertThat(LaplaceKnots.laplace(1)).isCloseTo(1.147875, offset(1e-6));
        assertThat(LaplaceKnots.laplace(-1)).isCloseTo(-1.147875, offset(1e-6));
        assertThat(LaplaceKnots.laplace(0)).isCloseTo(0, offset(1e-12));
    }

    /** |z|_1 = 3.5, d = 2: 3.5 + 2 x 0.693147 = 4.886294; less a log-determinant of 0.5, 4.386294. */
    @Test
    void scoresByHand() {
        Latents latents = new Latents(2, new float[] {-3, 0.5f}, new double[] {0.5});
        assertThat(latents.negativeLogPrior()[0]).isCloseTo(4.886294, offset(1e-6));
        assertThat(latents.negativeLogLikelihood()[0]).isCloseTo(4.386294, offset(1e-6));
    }

    @Test
    void rowsPassByMatrixAndByBufferAlike() throws IOException {
        try (Flow flow = RandomFlow.of(3, 0.3, 1).open()) {
            Matrix x = RandomFlow.sample(10, 3, 2);
            FloatBuffer rows = FloatBuffer.allocate(40);
            rows.position(4);
            for (double value : x.values()) {
                rows.put((float) value);
            }
            rows.limit(rows.position()).position(4);
            Latents of = flow.transform(rows);
            assertThat(rows.hasRemaining()).isFalse();
            assertThat(of.z()).isEqualTo(flow.transform(x).z());
            assertThat(of.logDeterminants()).isEqualTo(flow.transform(x).logDeterminants());
            assertThat(flow.transform(Matrix.zeros(0, 3)).rows()).isZero();
        }
    }

    @Test
    void vectorsOfAnotherWidthAndNumbersThatAreNoneAreRefused() throws IOException {
        try (Flow flow = RandomFlow.of(3, 0.3, 1).open()) {
            assertThatThrownBy(() -> flow.transform(Matrix.zeros(2, 4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("vectors have 4 features, expected 3");
            assertThatThrownBy(() -> flow.transform(Matrix.of(2, 3, new double[] {0, 0, 0, 0, Double.NaN, 0})))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("feature 1 of row 1 is NaN, expected a number");
            assertThatThrownBy(() -> flow.transform(FloatBuffer.allocate(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4 floats are no whole number of vectors of 3 features");
        }
    }

    @Test
    void aFileThatIsNoFlowIsRefused() throws IOException {
        Path file = folder.resolve("other.safetensors");
        var tensors = new TreeMap<String, Tensor>();
        tensors.put("a", Tensor.of(List.of(1L), new float[] {1}));
        SafeTensorsWriter.write(file, tensors);
        assertThatThrownBy(() -> Flow.open(file, Device.CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        file + ": not a flow of this version: its metadata say kind null, expected outlayer-flow-1")
                .hasMessageContaining("train it with the stage 'flow'");
        var metadata = new TreeMap<String, String>();
        metadata.put("kind", "outlayer-flow-1");
        metadata.put("dimension", "many");
        SafeTensorsWriter.write(file, tensors, metadata);
        assertThatThrownBy(() -> Flow.open(file, Device.CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its metadata are damaged: For input string: \"many\"");
    }

    @Test
    void aFileThatIsCutShortIsRefused() throws IOException {
        FlowKeeping keeping = TrainedFlow.keeping(folder, CheckpointStore.none());
        FlowTraining.run(
                Rows.of(RandomFlow.sample(60, 3, 1)),
                TrainedFlow.options(1, 1),
                TrainedFlow.ORIGIN,
                Device.CPU,
                keeping,
                point -> {});
        byte[] whole = Files.readAllBytes(keeping.flow());
        Files.write(keeping.flow(), Arrays.copyOf(whole, whole.length - 4));
        assertThatThrownBy(() -> Flow.open(keeping.flow(), Device.CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a whole safetensors file");
    }

    private static double rms(Matrix a, Matrix b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            double difference = a.values()[i] - b.values()[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum / a.values().length);
    }

    private static double largest(Matrix a, Matrix b) {
        double largest = 0;
        for (int i = 0; i < a.values().length; i++) {
            largest = Math.max(largest, Math.abs(a.values()[i] - b.values()[i]));
        }
        return largest;
    }
}
