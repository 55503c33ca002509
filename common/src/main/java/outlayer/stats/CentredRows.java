package outlayer.stats;

import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/**
 * Rows x [n, d] outside the heap as (x - mean) / scale, with the mean of each feature and one scale for all: the root of the mean
 * variance, sqrt(trace / d). So every feature keeps its weight against the others, and no result depends on the unit. Rows that do not
 * vary become 0. For one thread at a time.
 */
final class CentredRows implements AutoCloseable {

    private final double[] mean;
    private final double scale;
    private final NativeMatrix rows;
    private final NativeMatrix perRow;
    private final NativeMatrix perFeature;

    CentredRows(Matrix x) {
        Centroid centroid = Centroid.of(x);
        this.mean = checkedFinite(centroid.mean());
        this.scale = centroid.varies() ? Math.sqrt(centroid.scatterTrace() / x.rows() / mean.length) : 0;
        this.rows = NativeMatrix.allocate(x.rows(), x.cols());
        this.perRow = NativeMatrix.allocate(1, x.rows());
        this.perFeature = NativeMatrix.allocate(1, x.cols());
        write(x);
    }

    private void write(Matrix x) {
        double factor = scale > 0 ? 1 / scale : 0;
        double[] row = new double[mean.length];
        for (int i = 0; i < x.rows(); i++) {
            x.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] = factor * (row[j] - mean[j]);
            }
            rows.writeRow(i, 0, row, row.length);
        }
    }

    int count() {
        return rows.rows();
    }

    int dimension() {
        return mean.length;
    }

    double[] mean() {
        return mean;
    }

    /** 0 where the rows do not vary. */
    double scale() {
        return scale;
    }

    /** The product of each row with the first d numbers of {@code weights}, into {@code products} [n]. */
    void times(double[] weights, double[] products) {
        perFeature.writeRow(0, 0, weights, mean.length);
        Blas.times(rows, perFeature, perRow);
        perRow.readRow(0, 0, products, products.length);
    }

    /** The sum of the rows, each weighted by one of {@code weights} [n], into the first d of {@code sum}. */
    void weightedSum(double[] weights, double[] sum) {
        perRow.writeRow(0, 0, weights, weights.length);
        Blas.transposedTimes(rows, perRow, perFeature);
        perFeature.readRow(0, 0, sum, mean.length);
    }

    @Override
    public void close() {
        rows.close();
        perRow.close();
        perFeature.close();
    }

    private static double[] checkedFinite(double[] mean) {
        for (int j = 0; j < mean.length; j++) {
            if (!Double.isFinite(mean[j])) {
                throw new IllegalArgumentException(
                        "Feature %d is NaN or infinite in some row; leave such rows out".formatted(j));
            }
        }
        return mean;
    }
}
