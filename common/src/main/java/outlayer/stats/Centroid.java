package outlayer.stats;

import java.io.Serializable;
import java.nio.FloatBuffer;
import outlayer.linalg.Matrix;

/**
 * Count, mean [d] and trace of the scatter of one class of vectors, in memory linear in d: what separation needs.
 * Rows are added one by one (Welford 1962) and centroids merge (Chan, Golub and LeVeque 1983). For one thread at a time.
 */
public final class Centroid implements Serializable {

    private final double[] mean;
    private long n;
    private double scatterTrace;

    /** Of no rows yet. */
    public Centroid(int dimension) {
        this(0, new double[dimension], 0);
    }

    /** With these parts; the mean is not copied and changes as rows are added. */
    public Centroid(long n, double[] mean, double scatterTrace) {
        if (n < 0 || mean.length == 0) {
            throw new IllegalArgumentException("No centroid has %d rows of %d features".formatted(n, mean.length));
        }
        this.n = n;
        this.mean = mean;
        this.scatterTrace = scatterTrace;
    }

    public static Centroid of(Matrix x) {
        Centroid centroid = new Centroid(x.cols());
        centroid.add(x);
        return centroid;
    }

    /** Adds the rows between position and limit, d floats each, and moves the position to the limit. */
    public void add(FloatBuffer rows) {
        checkWidth(rows.remaining() % mean.length == 0, rows.remaining() + " floats");
        float[] floats = new float[mean.length];
        double[] row = new double[mean.length];
        while (rows.hasRemaining()) {
            rows.get(floats);
            for (int j = 0; j < row.length; j++) {
                row[j] = floats[j];
            }
            addRow(row);
        }
    }

    public void add(Matrix rows) {
        checkWidth(rows.cols() == mean.length, rows.toString());
        double[] row = new double[mean.length];
        for (int i = 0; i < rows.rows(); i++) {
            rows.readRow(i, row);
            addRow(row);
        }
    }

    /** The centroid of the rows of both. */
    public Centroid merge(Centroid other) {
        checkWidth(other.mean.length == mean.length, "a centroid of dimension " + other.mean.length);
        long total = n + other.n;
        if (total == 0) {
            return new Centroid(mean.length);
        }
        double share = (double) other.n / total;
        double[] merged = new double[mean.length];
        double distance = 0;
        for (int j = 0; j < merged.length; j++) {
            double delta = other.mean[j] - mean[j];
            merged[j] = mean[j] + share * delta;
            distance += delta * delta;
        }
        return new Centroid(total, merged, scatterTrace + other.scatterTrace + share * n * distance);
    }

    public long n() {
        return n;
    }

    public double[] mean() {
        return mean;
    }

    /** The sum of squared distances to the mean. */
    public double scatterTrace() {
        return scatterTrace;
    }

    /** Whether the rows differ by more than the rounding of vectors with that mean. */
    public boolean varies() {
        return n > 1 && !Spectrum.isRounding(scatterTrace / (n - 1), mean);
    }

    private void addRow(double[] row) {
        n++;
        double added = 0;
        for (int j = 0; j < row.length; j++) {
            double before = row[j] - mean[j];
            mean[j] += before / n;
            added += before * (row[j] - mean[j]);
        }
        scatterTrace += added;
    }

    private void checkWidth(boolean fits, String found) {
        if (!fits) {
            throw new IllegalArgumentException("Centroid has %d features, found %s".formatted(mean.length, found));
        }
    }
}
