package outlayer.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import outlayer.checkpoint.SafeTensors;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;

/** A bijection between vectors [d] and latents [d] that was trained to make the latents independent and Laplace. Threads may share it. */
public final class Flow implements AutoCloseable {

    /** Floats of the rows that pass at once. */
    private static final int PASS = 1 << 20;

    private final Path file;
    private final FlowFile.Description description;
    private final Bijection bijection;

    private Flow(Path file, FlowFile.Description description, Bijection bijection) {
        this.file = file;
        this.description = description;
        this.bijection = bijection;
    }

    /**
     * Opens a file that a training wrote.
     *
     * @throws IllegalArgumentException where it is no such file, or damaged
     */
    public static Flow open(Path file, Device device) throws IOException {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            FlowFile.Description description = FlowFile.describe(tensors);
            return new Flow(file, description, FlowFile.open(tensors, description, device));
        }
    }

    /** Features of a vector, and numbers of its latent. */
    public int dimension() {
        return description.dimension();
    }

    public FlowArchitecture architecture() {
        return description.options().architecture();
    }

    /** How it was trained. */
    public FlowOptions options() {
        return description.options();
    }

    /** What the rows were that it was trained on, as the training was told. */
    public Map<String, String> origin() {
        return description.origin();
    }

    /** z and log-determinant of each row of x [n, d]. */
    public Latents transform(Matrix x) {
        return transform(floats(x));
    }

    /** The same of the rows between position and limit, d floats each; moves the position to the limit. */
    public Latents transform(FloatBuffer rows) {
        int d = dimension();
        if (rows.remaining() % d != 0) {
            throw new IllegalArgumentException(file + ": " + rows.remaining()
                    + " floats are no whole number of vectors of " + d + " features; is the flow of another layer?");
        }
        int n = rows.remaining() / d;
        float[] z = new float[n * d];
        double[] logDeterminants = new double[n];
        for (int from = 0; from < n; ) {
            int count = Math.min(n - from, passRows());
            FloatBuffer part = rows.slice(rows.position(), count * d);
            requireFinite(part, from);
            Latents latents = bijection.transform(part);
            System.arraycopy(latents.z(), 0, z, from * d, count * d);
            System.arraycopy(latents.logDeterminants(), 0, logDeterminants, from, count);
            rows.position(rows.position() + count * d);
            from += count;
        }
        return new Latents(d, z, logDeterminants);
    }

    /** The vectors whose latents are the rows of z [n, d]. */
    public Matrix inverse(Matrix z) {
        int d = dimension();
        FloatBuffer rows = floats(z);
        requireFinite(rows, 0);
        Matrix x = Matrix.zeros(z.rows(), d);
        for (int from = 0; from < z.rows(); from += passRows()) {
            int count = Math.min(z.rows() - from, passRows());
            float[] part = bijection.inverse(rows.slice(from * d, count * d));
            for (int i = 0; i < part.length; i++) {
                x.values()[from * d + i] = part[i];
            }
        }
        return x;
    }

    /** ln p(x) of each row, nats. */
    public double[] logDensity(Matrix x) {
        double[] scores = transform(x).negativeLogLikelihood();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -scores[i];
        }
        return scores;
    }

    private int passRows() {
        return Math.max(1, PASS / dimension());
    }

    private FloatBuffer floats(Matrix x) {
        if (x.cols() != dimension()) {
            throw new IllegalArgumentException(file + ": vectors have " + x.cols() + " features, expected "
                    + dimension() + "; is the flow of another layer or model?");
        }
        float[] floats = new float[x.values().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) x.values()[i];
        }
        return FloatBuffer.wrap(floats);
    }

    private void requireFinite(FloatBuffer rows, int first) {
        for (int i = 0; i < rows.limit(); i++) {
            if (!Float.isFinite(rows.get(i))) {
                throw new IllegalArgumentException(
                        file + ": feature " + i % dimension() + " of row " + (first + i / dimension()) + " is "
                                + rows.get(i) + ", expected a number; leave such rows out");
            }
        }
    }

    @Override
    public void close() {
        bijection.close();
    }
}
