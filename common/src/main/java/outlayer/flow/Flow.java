package outlayer.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;

/** A bijection between vectors [d] and latents [d] that was trained to make the latents independent and Laplace. Threads may share it. */
public final class Flow implements AutoCloseable {

    private Flow() {}

    /** Opens a file that a training wrote. */
    public static Flow open(Path file, Device device) throws IOException {
        throw new UnsupportedOperationException("Not there yet");
    }

    public int dimension() {
        throw new UnsupportedOperationException("Not there yet");
    }

    public FlowArchitecture architecture() {
        throw new UnsupportedOperationException("Not there yet");
    }

    /** What the rows were that it was trained on, as the training was told. */
    public Map<String, String> origin() {
        throw new UnsupportedOperationException("Not there yet");
    }

    /** z and log-determinant of each row of x [n, d]. */
    public Latents transform(Matrix x) {
        throw new UnsupportedOperationException("Not there yet");
    }

    /** The same of the rows between position and limit, d floats each; moves the position to the limit. */
    public Latents transform(FloatBuffer rows) {
        throw new UnsupportedOperationException("Not there yet");
    }

    /** The vectors whose latents are the rows of z [n, d]. */
    public Matrix inverse(Matrix z) {
        throw new UnsupportedOperationException("Not there yet");
    }

    /** ln p(x) of each row, nats. */
    public double[] logDensity(Matrix x) {
        throw new UnsupportedOperationException("Not there yet");
    }

    @Override
    public void close() {}
}
