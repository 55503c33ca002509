package outlayer.detector;

import outlayer.linalg.Matrix;

/** How much farther a vector is by {@link Mahalanobis} than by {@link DiagonalMahalanobis}; may be negative. */
final class RelativeMahalanobis implements Detector {

    private final Mahalanobis full;
    private final DiagonalMahalanobis diagonal;

    RelativeMahalanobis(Mahalanobis full, DiagonalMahalanobis diagonal) {
        this.full = full;
        this.diagonal = diagonal;
    }

    @Override
    public double[] score(Matrix x) {
        double[] scores = full.score(x);
        double[] background = diagonal.score(x);
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= background[i];
        }
        return scores;
    }
}
