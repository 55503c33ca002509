package outlayer.jobs.mllib;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.detector.GaussianMethod;
import outlayer.detector.LabelledRows;
import outlayer.detector.LayerVectors;
import outlayer.detector.Method;
import outlayer.detector.NotApplicableException;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;
import outlayer.stats.MomentsAccumulator;

/**
 * The vectors of one group as they come, kept as its method needs them: as sums, or the first of them as they are. In memory for a
 * method that needs mean and covariance alone: a block of rows and a d x d matrix, both native.
 */
final class GroupVectors implements LayerVectors, AutoCloseable {

    private static final int BLOCK_ROWS = 1024;

    private final Method method;
    private final int maxRows;
    private final List<double[]> trusted = new ArrayList<>();
    private final List<double[]> unlabelled = new ArrayList<>();
    private @Nullable MomentsAccumulator moments;
    private @Nullable Gaussian gaussian;
    private int dimension = -1;
    private long trustedRows;

    GroupVectors(Method method, int maxRows) {
        this.method = method;
        this.maxRows = maxRows;
    }

    void add(double[] vector, Trust trust) {
        if (dimension < 0) {
            dimension = vector.length;
        } else if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "vectors have %d and %d numbers, expected as many in each; are they of different layers or models?"
                            .formatted(dimension, vector.length));
        }
        if (trust == Trust.UNLABELLED) {
            keep(vector, unlabelled);
            return;
        }
        trustedRows++;
        if (method.cutoff() < 1) {
            moments().add(Matrix.of(1, dimension, vector));
        }
        if (!(method instanceof GaussianMethod)) {
            keep(vector, trusted);
        }
    }

    private void keep(double[] vector, List<double[]> rows) {
        if (rows.size() < maxRows) {
            rows.add(vector);
        }
    }

    /** Fewer rows than features stay in one block, whose n x n spectrum is the cheaper one. */
    private MomentsAccumulator moments() {
        if (moments == null) {
            moments = MomentsAccumulator.forRows(dimension, Math.max(dimension - 1, BLOCK_ROWS));
        }
        return moments;
    }

    /** All of them, whatever is kept. */
    long trustedRows() {
        return trustedRows;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Matrix trusted() {
        requireTrusted();
        return matrix(trusted);
    }

    @Override
    public Gaussian gaussian() {
        requireTrusted();
        if (gaussian == null) {
            gaussian = moments().gaussian(method.cutoff());
        }
        return gaussian;
    }

    @Override
    public Matrix unlabelled() {
        return matrix(unlabelled);
    }

    @Override
    public LabelledRows labelled() {
        throw new IllegalStateException("Detectors that see the answers are none of " + Methods.NAMES);
    }

    @Override
    public void close() {
        if (moments != null) {
            moments.close();
        }
    }

    private void requireTrusted() {
        if (trustedRows == 0) {
            throw new NotApplicableException("the group has no trusted vector");
        }
    }

    private Matrix matrix(List<double[]> rows) {
        double[] values = new double[Math.multiplyExact(rows.size(), dimension)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * dimension, dimension);
        }
        return Matrix.of(rows.size(), dimension, values);
    }
}
