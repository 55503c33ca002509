package outlayer.stats;

import outlayer.linalg.Matrix;

/**
 * How much to shrink a covariance S [p, p] towards the identity: (1 - s) S + s m I with m = trace(S) / p and the intensity
 * s = trace(S)^2 / (n |S - m I|^2), at most 1 (Bodnar, Gupta and Parolya 2014, On the strong convergence of the optimal linear shrinkage
 * estimator for large dimensional covariance matrix: their bona fide estimator with the target I). The paper proves
 * one and the same form for fewer and for more features than vectors. As n grows s goes to 0; where S is m I already, nothing changes.
 *
 * @param intensity s, in [0, 1]
 * @param meanVariance m
 */
public record BodnarShrinkage(double intensity, double meanVariance) {

    public BodnarShrinkage {
        if (!(intensity >= 0 && intensity <= 1 && meanVariance >= 0)) {
            throw new IllegalArgumentException(
                    "Shrinkage has intensity %s in [0, 1] towards a mean variance %s, at least 0"
                            .formatted(intensity, meanVariance));
        }
    }

    /**
     * For that covariance.
     *
     * @param n how many vectors it comes from; their weights' sum where they have weights
     */
    public static BodnarShrinkage of(Matrix covariance, double n) {
        int p = covariance.rows();
        if (covariance.cols() != p || p == 0 || !(n > 0)) {
            throw new IllegalArgumentException(
                    "Shrinkage of %s over %s vectors: expected a square matrix and a number above 0"
                            .formatted(covariance, n));
        }
        double trace = 0;
        for (int i = 0; i < p; i++) {
            trace += covariance.at(i, i);
        }
        double mean = trace / p;
        double distance = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                double off = covariance.at(i, j) - (i == j ? mean : 0);
                distance += off * off;
            }
        }
        double intensity = trace * trace / (n * distance);
        return new BodnarShrinkage(intensity < 1 ? intensity : 1, mean);
    }

    /** The shrunk form of that covariance. */
    public Matrix shrink(Matrix covariance) {
        int p = covariance.rows();
        Matrix shrunk = Matrix.zeros(p, p);
        for (int i = 0; i < shrunk.values().length; i++) {
            shrunk.values()[i] = (1 - intensity) * covariance.values()[i];
        }
        for (int i = 0; i < p; i++) {
            shrunk.values()[i * p + i] += intensity * meanVariance;
        }
        return shrunk;
    }
}
