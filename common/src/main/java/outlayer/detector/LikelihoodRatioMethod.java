package outlayer.detector;

import outlayer.linalg.Arithmetic;

/**
 * The log likelihood ratio of two normal distributions, fitted to the unlabelled and to the trusted vectors where both vary, with shrunk
 * covariances: {@link LikelihoodRatio} in the {@link SharedSubspace}.
 */
public record LikelihoodRatioMethod() implements RowsMethod {

    @Override
    public String name() {
        return "likelihood-ratio";
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
    public Parameters fit(LayerVectors layer) {
        SharedSubspace space = SharedSubspace.of(layer);
        return space.ratio(space.unlabelled());
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new LikelihoodRatio(fitted, arithmetic);
    }
}
