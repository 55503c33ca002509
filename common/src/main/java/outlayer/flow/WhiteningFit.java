package outlayer.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import outlayer.linalg.Matrix;
import outlayer.linalg.SymmetricEigen;
import outlayer.stats.Moments;
import outlayer.stats.MomentsAccumulator;

/**
 * The whitening of the rows that are learned from, by two passes over them, also where they are fewer than the features.
 *
 * <p>A few features with huge deviations are scaled down, so that they do not decide how much all others are shrunk; the others keep their order of
 * variance, by which directions lead. The covariance S then becomes (1 - a) S + a m I with m = trace(S) / d and the a of least expected square error (Ledoit and Wolf 2004, lemma 3.2 to 3.4). Directions
 * come by falling variance, the first {@code mixed} of them dealt out in turn to the two halves that couplings read.
 */
final class WhiteningFit {

    /** A feature that deviates by more than so many times the median one is scaled down to that. */
    private static final double MOST_DEVIATION = 4;

    /** Variance of a direction is no less than this share of the mean: what float32 can carry. */
    private static final double LEAST_VARIANCE = 1e-6;

    private final Rows rows;
    private final RowSplit split;
    private final int d;

    WhiteningFit(Rows rows, RowSplit split) {
        this.rows = rows;
        this.split = split;
        this.d = rows.dimension();
    }

    Whitening whitening(int mixed) throws IOException {
        Moments moments = moments();
        double[] scales = scales(moments);
        Matrix covariance = covariance(moments, scales);
        double fourth = fourthPowers(moments.mean(), scales);
        double shrinkage = shrinkage(covariance, fourth, moments.n());
        double mean = trace(covariance) / d;
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        float[] basis = new float[d * d];
        float[] spreads = new float[d];
        for (int j = 0; j < d; j++) {
            int from = dealt(j, mixed);
            double variance = (1 - shrinkage) * eigen.values()[from] + shrinkage * mean;
            spreads[j] = (float) Math.sqrt(Math.max(variance, LEAST_VARIANCE * mean));
            for (int i = 0; i < d; i++) {
                basis[i * d + j] = (float) eigen.vectors().at(from, i);
            }
        }
        return new Whitening(floats(moments.mean()), floats(scales), basis, spreads);
    }

    /** Which principal direction stands at that place. */
    private static int dealt(int place, int mixed) {
        if (place >= mixed) {
            return place;
        }
        int first = mixed - mixed / 2;
        return place < first ? 2 * place : 2 * (place - first) + 1;
    }

    private Moments moments() throws IOException {
        float[] row = new float[d];
        try (MomentsAccumulator sums = MomentsAccumulator.forRows(d, split.learned());
                RowPass pass = RowPass.learned(rows, split)) {
            while (pass.next(row, 0)) {
                sums.add(FloatBuffer.wrap(row));
            }
            return sums.moments();
        }
    }

    /** What features are divided by: 1 but for those that deviate too much. */
    private double[] scales(Moments moments) {
        double[] deviations = new double[d];
        double[] scatter = moments.packedScatter();
        for (int j = 0, at = 0; j < d; at += d - j, j++) {
            deviations[j] = Math.sqrt(scatter[at] / moments.n());
        }
        double[] varying = Arrays.stream(deviations).filter(s -> s > 0).sorted().toArray();
        if (varying.length == 0) {
            throw new IllegalArgumentException("All " + moments.n() + " vectors of " + d
                    + " features are the same; a flow needs vectors that differ");
        }
        double most = MOST_DEVIATION * varying[varying.length / 2];
        return Arrays.stream(deviations).map(s -> Math.max(1, s / most)).toArray();
    }

    private Matrix covariance(Moments moments, double[] scales) {
        Matrix covariance = Matrix.zeros(d, d);
        double[] scatter = moments.packedScatter();
        for (int i = 0, at = 0; i < d; i++) {
            for (int j = i; j < d; j++, at++) {
                double value = scatter[at] / (moments.n() * scales[i] * scales[j]);
                covariance.values()[i * d + j] = value;
                covariance.values()[j * d + i] = value;
            }
        }
        return covariance;
    }

    /** sum over the rows of |(x - mean) / scales|^4. */
    private double fourthPowers(double[] mean, double[] scales) throws IOException {
        float[] row = new float[d];
        double sum = 0;
        try (RowPass pass = RowPass.learned(rows, split)) {
            while (pass.next(row, 0)) {
                double square = 0;
                for (int j = 0; j < d; j++) {
                    double y = (row[j] - mean[j]) / scales[j];
                    square += y * y;
                }
                sum += square * square;
            }
        }
        return sum;
    }

    /** a = min(1, b^2 / |S - m I|^2) with b^2 = (sum |y|^4 / n - |S|^2) / n, |.| Frobenius' norm. */
    private double shrinkage(Matrix s, double fourth, long n) {
        double squares = 0;
        for (double value : s.values()) {
            squares += value * value;
        }
        double m = trace(s) / d;
        double spread = squares - d * m * m;
        double error = (fourth / n - squares) / n;
        return spread <= 0 ? 1 : Math.min(1, Math.max(0, error / spread));
    }

    private double trace(Matrix s) {
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += s.values()[i * d + i];
        }
        return trace;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
