package outlayer.detector;

import outlayer.linalg.Matrix;

/**
 * Local outlier factor: the mean density of a vector's k nearest trusted neighbours over its own density, about 1 within the trusted
 * vectors. Density is 1 / mean_j max(distance to neighbour j, j's own k-distance).
 */
final class Lof implements Detector {

    /** Added to the mean, as scikit-learn does, so that more than k equal vectors have a density. */
    private static final double LEAST_DISTANCE = 1e-10;

    private final Neighbours trusted;
    private final int k;
    private final double[] kDistances;
    private final double[] densities;

    /**
     * Nothing is copied.
     *
     * @param kDistances of each trusted vector among the others, [n]
     * @param densities of each trusted vector among the others, [n]
     */
    Lof(Neighbours trusted, int k, double[] kDistances, double[] densities) {
        this.trusted = trusted;
        this.k = k;
        this.kDistances = kDistances;
        this.densities = densities;
    }

    @Override
    public double[] score(Matrix x) {
        Nearest nearest = trusted.of(x, k);
        double[] scores = new double[x.rows()];
        for (int i = 0; i < scores.length; i++) {
            double sum = 0;
            for (int rank = 0; rank < k; rank++) {
                sum += densities[nearest.index(i, rank)];
            }
            scores[i] = sum / k / density(nearest, i, kDistances);
        }
        return scores;
    }

    /** The local reachability density of row i. */
    static double density(Nearest nearest, int i, double[] kDistances) {
        double sum = 0;
        for (int rank = 0; rank < nearest.k(); rank++) {
            sum += Math.max(nearest.distance(i, rank), kDistances[nearest.index(i, rank)]);
        }
        return 1 / (sum / nearest.k() + LEAST_DISTANCE);
    }
}
