package outlayer.detector;

import outlayer.linalg.Arithmetic;

/**
 * {@link Lof}, the local outlier factor of new vectors with respect to trusted ones (Breunig, Kriegel, Ng and Sander 2000,
 * definitions 3 to 7): equal to scikit-learn's LocalOutlierFactor(novelty=True) but for the sign. With k trusted vectors or
 * fewer, k is one less than their number.
 *
 * <p>Neighbours and densities of the trusted vectors among themselves are found once, in the fit.
 */
public record LofMethod(int k) implements RowsMethod {

    private static final String K_DISTANCES = "k-distances";
    private static final String DENSITIES = "densities";

    public LofMethod {
        checkK(k);
    }

    @Override
    public String name() {
        return "lof";
    }

    @Override
    public String params() {
        return "k=" + k;
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Parameters stored = Neighbours.store(layer.trusted());
        int n = layer.trusted().rows();
        Nearest nearest = Neighbours.among(stored, among(k, n));
        double[] kDistances = new double[n];
        for (int i = 0; i < n; i++) {
            kDistances[i] = nearest.kDistance(i);
        }
        double[] densities = new double[n];
        for (int i = 0; i < n; i++) {
            densities[i] = Lof.density(nearest, i, kDistances);
        }
        return stored.and(K_DISTANCES, kDistances).and(DENSITIES, densities);
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        Neighbours trusted = Neighbours.of(fitted, arithmetic);
        return new Lof(trusted, among(k, trusted.size()), fitted.numbers(K_DISTANCES), fitted.numbers(DENSITIES));
    }

    /** How many neighbours each of n vectors has among the others. */
    static int among(int k, int n) {
        return Math.min(k, n - 1);
    }

    static void checkK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k is a number of neighbours, 1 or more, found " + k);
        }
    }
}
