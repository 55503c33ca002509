package outlayer.detector;

import outlayer.linalg.Arithmetic;

/**
 * Distance to the nearest trusted vectors (Ramaswamy, Rastogi and Shim 2000): to the k-th of them, or the mean of the distances to
 * all k. With fewer than k trusted vectors k is their number.
 */
public record KnnMethod(int k, Distance distance) implements RowsMethod {

    /** Which of the k distances. */
    public enum Distance {
        KTH,
        MEAN
    }

    public KnnMethod {
        LofMethod.checkK(k);
    }

    /** With the distance to the k-th. */
    public KnnMethod(int k) {
        this(k, Distance.KTH);
    }

    @Override
    public String name() {
        return "knn";
    }

    @Override
    public String params() {
        return distance == Distance.KTH ? "k=" + k : "k=" + k + ",distance=mean";
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        return Neighbours.store(layer.trusted());
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new Knn(Neighbours.of(fitted, arithmetic), k, distance);
    }
}
