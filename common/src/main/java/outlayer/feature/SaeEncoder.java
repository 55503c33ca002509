package outlayer.feature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import outlayer.checkpoint.SaeCheckpoint;
import outlayer.checkpoint.SaeConfig;
import outlayer.checkpoint.Tensor;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.linalg.SparseRows;

/**
 * Latents of a top-k sparse autoencoder: relu(W (x - b_dec) + b), of which the k largest stay (Gao et al. 2024, eq. 3). Products are
 * float32; W [latents, d], of gigabytes, passes through memory in blocks of rows, once for every {@value #BLOCK_VECTORS} vectors. Threads may
 * share it.
 */
public final class SaeEncoder implements AutoCloseable {

    private static final int BLOCK_VECTORS = 2048;
    private static final int BLOCK_BYTES = 16 << 20;

    private final SaeCheckpoint checkpoint;
    private final String where;
    private final double[] bias;
    private final double[] decoderBias;

    private SaeEncoder(SaeCheckpoint checkpoint, String where) throws IOException {
        this.checkpoint = checkpoint;
        this.where = where;
        bias = new double[checkpoint.config().latents()];
        decoderBias = new double[checkpoint.config().width()];
        checkpoint.bias().read(0, bias);
        checkpoint.decoderBias().read(0, decoderBias);
    }

    /**
     * Opens one of a set of sparse autoencoders.
     *
     * @param set a directory with one directory for each hookpoint
     * @param hookpoint see {@link SaeHookpoint}
     */
    public static SaeEncoder open(Path set, String hookpoint) throws IOException {
        SaeCheckpoint checkpoint = SaeCheckpoint.open(set, hookpoint);
        try {
            return new SaeEncoder(checkpoint, set.resolve(hookpoint).toString());
        } catch (IOException | RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    public SaeConfig config() {
        return checkpoint.config();
    }

    /** Encodes the rows of x [n, d], all of them finite: [n, latents] with at most k numbers a row, by ascending index. */
    public SparseRows encode(Matrix x) {
        SaeConfig config = config();
        if (x.cols() != config.width()) {
            throw new IllegalArgumentException(where + ": vectors have " + x.cols() + " features, expected "
                    + config.width() + "; was the autoencoder trained on another model?");
        }
        int k = config.k();
        int[] indices = new int[Math.multiplyExact(x.rows(), k)];
        float[] values = new float[indices.length];
        Arrays.fill(indices, SparseRows.NONE);
        for (int from = 0; from < x.rows(); from += BLOCK_VECTORS) {
            TopK[] best = encode(x, from, Math.min(BLOCK_VECTORS, x.rows() - from));
            for (int i = 0; i < best.length; i++) {
                best[i].write(indices, values, (from + i) * k);
            }
        }
        return new SparseRows(x.rows(), config.latents(), k, indices, values);
    }

    private TopK[] encode(Matrix x, int from, int count) {
        int d = config().width();
        int latents = config().latents();
        int rows = Math.max(1, Math.min(latents, BLOCK_BYTES / (d * Float.BYTES)));
        TopK[] best = new TopK[count];
        Arrays.setAll(best, i -> new TopK(config().k()));
        try (NativeMatrix centred = centred(x, from, count);
                NativeMatrix w = NativeMatrix.allocate(rows, d, Arithmetic.FLOAT32);
                NativeMatrix product = NativeMatrix.allocate(count, rows, Arithmetic.FLOAT32)) {
            double[] activations = new double[rows];
            for (int latent = 0; latent < latents; latent += rows) {
                int there = Math.min(rows, latents - latent);
                load(latent, there, w);
                Blas.multiplyTransposed(centred, count, w, product);
                for (int i = 0; i < count; i++) {
                    product.readRow(i, 0, activations, there);
                    for (int j = 0; j < there; j++) {
                        best[i].offer(latent + j, activations[j] + bias[latent + j]);
                    }
                }
            }
        }
        return best;
    }

    /** x - b_dec, [count, d]. */
    private NativeMatrix centred(Matrix x, int from, int count) {
        NativeMatrix centred = NativeMatrix.allocate(count, x.cols(), Arithmetic.FLOAT32);
        double[] row = new double[x.cols()];
        for (int i = 0; i < count; i++) {
            x.readRow(from + i, row);
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    centred.close();
                    throw new IllegalArgumentException(where + ": vector " + (from + i) + " has " + row[j]
                            + " at feature " + j + ", expected finite numbers");
                }
                row[j] -= decoderBias[j];
            }
            centred.writeRow(i, 0, row, row.length);
        }
        return centred;
    }

    /** Copies some rows of W; those that follow them in the block keep what they had. */
    private void load(int latent, int count, NativeMatrix into) {
        try {
            Tensor mapped = checkpoint.matrixRows(latent, count);
            double[] row = new double[into.cols()];
            for (int i = 0; i < count; i++) {
                mapped.read(i * row.length, row);
                into.writeRow(i, 0, row, row.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(where + ": cannot read the encoder's rows from " + latent, e);
        }
    }

    @Override
    public void close() throws IOException {
        checkpoint.close();
    }
}
