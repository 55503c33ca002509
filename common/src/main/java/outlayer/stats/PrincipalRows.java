package outlayer.stats;

import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/**
 * Rows x [n, d] outside the heap in the coordinates of their principal axes, V (x - mean) / scale [n, r], with one scale for all: the root of
 * the mean variance, sqrt(trace / d). So every direction keeps its weight against the others, no result depends on the unit, and what is
 * fitted to few rows has few coordinates. Axes with less than 1e-12 of the largest variance are rounding and left out; rows that do
 * not vary have one coordinate, 0. For one thread at a time.
 */
final class PrincipalRows implements AutoCloseable {

    private static final double CUTOFF = 1e-12;
    private static final int BLOCK_ROWS = 1024;

    private final Gaussian gaussian;
    private final double scale;
    private final Matrix axes;
    private final NativeMatrix rows;
    private final NativeMatrix perRow;
    private final NativeMatrix perAxis;

    PrincipalRows(Matrix x) {
        this.gaussian = Gaussian.of(x, CUTOFF);
        Spectrum spectrum = gaussian.spectrum();
        boolean varies = !spectrum.isEmpty();
        double trace = spectrum.totalVariance() * (x.rows() - 1) / x.rows();
        this.scale = varies ? Math.sqrt(trace / x.cols()) : 1;
        this.axes = varies ? spectrum.vectors() : Matrix.zeros(1, x.cols());
        this.rows = NativeMatrix.allocate(x.rows(), axes.rows());
        this.perRow = NativeMatrix.allocate(1, x.rows());
        this.perAxis = NativeMatrix.allocate(1, axes.rows());
        write(x);
    }

    private void write(Matrix x) {
        double[] row = new double[x.cols()];
        double[] coordinates = new double[axes.rows()];
        int blockRows = Math.min(BLOCK_ROWS, x.rows());
        try (NativeMatrix v = NativeMatrix.copyOf(axes);
                NativeMatrix block = NativeMatrix.allocate(blockRows, x.cols());
                NativeMatrix product = NativeMatrix.allocate(blockRows, axes.rows())) {
            for (int from = 0; from < x.rows(); from += blockRows) {
                int count = Math.min(blockRows, x.rows() - from);
                for (int i = 0; i < count; i++) {
                    x.readRow(from + i, row);
                    for (int j = 0; j < row.length; j++) {
                        row[j] = (row[j] - gaussian.mean()[j]) / scale;
                    }
                    block.writeRow(i, 0, row, row.length);
                }
                Blas.multiplyTransposed(block, count, v, product);
                for (int i = 0; i < count; i++) {
                    product.readRow(i, 0, coordinates, coordinates.length);
                    rows.writeRow(from + i, 0, coordinates, coordinates.length);
                }
            }
        }
    }

    /** r. */
    int dimension() {
        return axes.rows();
    }

    /** The variance of that coordinate, over n - 1. */
    double variance(int axis) {
        return gaussian.spectrum().isEmpty() ? 0 : gaussian.spectrum().values()[axis] / (scale * scale);
    }

    /** The mean of x, [d]. */
    double[] mean() {
        return gaussian.mean();
    }

    /** What x [d] itself is to be weighted with so that the first r numbers of {@code weights} weight the coordinates. */
    double[] featureWeights(double[] weights) {
        perAxis.writeRow(0, 0, weights, dimension());
        double[] ofFeatures = Blas.product(perAxis.toMatrix(0, 1), axes).values();
        for (int j = 0; j < ofFeatures.length; j++) {
            ofFeatures[j] /= scale;
        }
        return ofFeatures;
    }

    /** The product of each row with the first r numbers of {@code weights}, into {@code products} [n]. */
    void times(double[] weights, double[] products) {
        perAxis.writeRow(0, 0, weights, dimension());
        Blas.times(rows, perAxis, perRow);
        perRow.readRow(0, 0, products, products.length);
    }

    /** The sum of the rows, each weighted by one of {@code weights} [n], into the first r of {@code sum}. */
    void weightedSum(double[] weights, double[] sum) {
        perRow.writeRow(0, 0, weights, weights.length);
        Blas.transposedTimes(rows, perRow, perAxis);
        perAxis.readRow(0, 0, sum, dimension());
    }

    @Override
    public void close() {
        rows.close();
        perRow.close();
        perAxis.close();
    }
}
