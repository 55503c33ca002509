package outlayer.detector;

import outlayer.linalg.Matrix;

/** Distance to the nearest stored vectors. */
final class Knn implements Detector {

    private final Neighbours trusted;
    private final int k;
    private final KnnMethod.Distance distance;

    Knn(Neighbours trusted, int k, KnnMethod.Distance distance) {
        this.trusted = trusted;
        this.k = Math.min(k, trusted.size());
        this.distance = distance;
    }

    @Override
    public double[] score(Matrix x) {
        Nearest nearest = trusted.of(x, k);
        double[] scores = new double[x.rows()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = distance == KnnMethod.Distance.KTH ? nearest.kDistance(i) : nearest.meanDistance(i);
        }
        return scores;
    }
}
