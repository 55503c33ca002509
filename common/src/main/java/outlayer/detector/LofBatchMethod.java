package outlayer.detector;

import outlayer.linalg.Arithmetic;

/**
 * {@link LofBatch}, the published form of the local outlier factor, which is not that of its authors: see there for what
 * differs. With k trusted vectors or fewer, k is one less than their number.
 *
 * @param batch how many vectors at a time join the trusted ones
 */
public record LofBatchMethod(int k, int batch) implements RowsMethod {

    private static final String DISTANCES = "nearest-distances";

    public LofBatchMethod {
        LofMethod.checkK(k);
        if (batch < 1) {
            throw new IllegalArgumentException("batch is a number of vectors, 1 or more, found " + batch);
        }
    }

    @Override
    public String name() {
        return "lof-batch";
    }

    @Override
    public String params() {
        return "k=" + k + ",batch=" + batch;
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Parameters stored = Neighbours.store(layer.trusted());
        Nearest nearest =
                Neighbours.among(stored, LofMethod.among(k, layer.trusted().rows()));
        return stored.and(DISTANCES, nearest.distances());
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        Neighbours trusted = Neighbours.of(fitted, arithmetic);
        return new LofBatch(trusted, LofMethod.among(k, trusted.size()), batch, fitted.numbers(DISTANCES));
    }
}
