package outlayer.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import outlayer.linalg.Arithmetic;

/**
 * Unlabelled vectors as a mixture of the trusted normal distribution, which stays, and another that is found by expectation maximisation
 * over all layers together (METHODS.md section 4): the probability that an example is untrusted is averaged over layers, and each layer's
 * untrusted mean and shrunk covariance are those of its vectors with these weights. Both components are as probable before; the start
 * is the pair of distributions of {@link LikelihoodRatioMethod}, and the score their {@link LikelihoodRatio} at the end.
 *
 * <p>Ends after 100 rounds as published, or where no probability moved by more than 1e-9, or where less than two examples' worth of
 * weight is left to the untrusted component, which then stays as it was. Holds the unlabelled vectors of every layer, projected: n r
 * doubles a layer, r below n and d.
 */
public record GaussianMixtureMethod() implements JointMethod {

    private static final int ROUNDS = 100;
    private static final double TOLERANCE = 1e-9;
    private static final double LEAST_WEIGHT = 2;

    @Override
    public String name() {
        return "gaussian-mixture";
    }

    @Override
    public String params() {
        return "";
    }

    @Override
    public Mode mode() {
        return Mode.OFFLINE;
    }

    @Override
    public double cutoff() {
        return SharedSubspace.CUTOFF;
    }

    @Override
    public List<Parameters> fit(List<LayerVectors> layers) {
        List<Optional<MixtureLayer>> mixtures = new ArrayList<>();
        for (LayerVectors layer : layers) {
            mixtures.add(mixture(layer));
        }
        List<MixtureLayer> defined = mixtures.stream().flatMap(Optional::stream).toList();
        if (defined.isEmpty()) {
            throw new NotApplicableException("trusted or unlabelled vectors do not vary in any layer");
        }
        checkRows(defined);
        maximiseExpectation(defined);
        return mixtures.stream()
                .map(mixture -> mixture.map(MixtureLayer::parameters).orElseGet(Parameters::none))
                .toList();
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new LikelihoodRatio(fitted, arithmetic);
    }

    /** Empty where the layer gives nothing to work on; the others go on without it. */
    private static Optional<MixtureLayer> mixture(LayerVectors layer) {
        try {
            return Optional.of(new MixtureLayer(SharedSubspace.of(layer), layer.unlabelled()));
        } catch (NotApplicableException e) {
            return Optional.empty();
        }
    }

    private static void maximiseExpectation(List<MixtureLayer> layers) {
        double[] before = new double[layers.get(0).rows()];
        for (int round = 0; round < ROUNDS; round++) {
            double[] weights = new double[before.length];
            for (MixtureLayer layer : layers) {
                layer.addResponsibilities(weights);
            }
            double total = 0;
            double moved = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= layers.size();
                total += weights[i];
                moved = Math.max(moved, Math.abs(weights[i] - before[i]));
            }
            if (total < LEAST_WEIGHT || moved <= TOLERANCE) {
                return;
            }
            for (MixtureLayer layer : layers) {
                layer.maximise(weights, total);
            }
            before = weights;
        }
    }

    private static void checkRows(List<MixtureLayer> layers) {
        int expected = layers.get(0).rows();
        for (MixtureLayer layer : layers) {
            if (layer.rows() != expected) {
                throw new IllegalArgumentException(
                        "Layers have %d and %d unlabelled vectors; expected the same examples in each"
                                .formatted(expected, layer.rows()));
            }
        }
    }
}
