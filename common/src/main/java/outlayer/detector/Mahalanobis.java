package outlayer.detector;

import org.jspecify.annotations.Nullable;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/**
 * Squared Mahalanobis distance to the trusted mean, per dimension: (x - mu)^T C^+ (x - mu) / d, where the pseudo-inverse
 * C^+ keeps the eigenvalues of the trusted covariance above {@code rcond} times the largest (METHODS.md section 4).
 *
 * <p>Computed as |(x - mu) V diag(lambda^-1/2)|^2 / d, one dgemm per block of rows. Safe to share between threads; the
 * whitening matrix [rank, d] lives outside the heap and is made once per process.
 */
public final class Mahalanobis implements Detector {

    private static final int BLOCK_ROWS = 1024;

    private final Gaussian gaussian;
    private final int rank;

    private transient volatile @Nullable NativeMatrix whitening;

    public Mahalanobis(Gaussian gaussian, double rcond) {
        if (gaussian.spectrum().isEmpty()) {
            throw new IllegalArgumentException(
                    "The trusted vectors have no variance: the distance is not defined; report the layer as n/a");
        }
        this.gaussian = gaussian;
        this.rank = gaussian.spectrum().rank(rcond);
    }

    /** The number of eigenvalues kept. */
    public int rank() {
        return rank;
    }

    @Override
    public double[] score(Matrix x) {
        int d = gaussian.dimension();
        if (x.cols() != d) {
            throw new IllegalArgumentException(
                    "Vectors have %d features, expected %d; was the fit made with another model?"
                            .formatted(x.cols(), d));
        }
        double[] scores = new double[x.rows()];
        if (scores.length == 0) {
            return scores;
        }
        int blockRows = Math.min(BLOCK_ROWS, scores.length);
        try (NativeMatrix centred = NativeMatrix.allocate(blockRows, d);
                NativeMatrix white = NativeMatrix.allocate(blockRows, rank)) {
            for (int from = 0; from < scores.length; from += blockRows) {
                int rows = Math.min(blockRows, scores.length - from);
                centre(x, from, rows, centred);
                Blas.multiplyTransposed(centred, rows, whitening(), white);
                squaredNorms(white, rows, d, scores, from);
            }
        }
        return scores;
    }

    private void centre(Matrix x, int from, int rows, NativeMatrix centred) {
        double[] mean = gaussian.mean();
        double[] row = new double[mean.length];
        for (int i = 0; i < rows; i++) {
            x.readRow(from + i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] -= mean[j];
            }
            centred.writeRow(i, 0, row, row.length);
        }
    }

    private static void squaredNorms(NativeMatrix white, int rows, int d, double[] scores, int from) {
        double[] row = new double[white.cols()];
        for (int i = 0; i < rows; i++) {
            white.readRow(i, 0, row, row.length);
            double sum = 0;
            for (double z : row) {
                sum += z * z;
            }
            scores[from + i] = sum / d;
        }
    }

    /** diag(lambda^-1/2) V^T, [rank, d]. */
    private NativeMatrix whitening() {
        NativeMatrix ready = whitening;
        if (ready == null) {
            synchronized (gaussian) {
                ready = whitening;
                if (ready == null) {
                    ready = makeWhitening();
                    whitening = ready;
                }
            }
        }
        return ready;
    }

    private NativeMatrix makeWhitening() {
        Spectrum spectrum = gaussian.spectrum();
        int d = spectrum.dimension();
        NativeMatrix made = NativeMatrix.allocate(rank, d);
        double[] row = new double[d];
        for (int i = 0; i < rank; i++) {
            spectrum.vectors().readRow(i, row);
            double scale = 1 / Math.sqrt(spectrum.values()[i]);
            for (int j = 0; j < d; j++) {
                row[j] *= scale;
            }
            made.writeRow(i, 0, row, d);
        }
        return made;
    }
}
