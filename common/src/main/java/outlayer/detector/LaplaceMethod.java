package outlayer.detector;

import outlayer.linalg.Arithmetic;

/**
 * The prior density of a flow's latents z under independent Laplace distributions about 0 with scale 1: -log p(z) = sum_j |z_j| +
 * d ln 2. Fits nothing but the dimension.
 */
public record LaplaceMethod(Sign sign) implements RowsMethod {

    /** Which way the score goes. */
    public enum Sign {
        /** -log p: larger is stranger. */
        CORRECT,
        /** log p, as the published code has it (METHODS.md section 4): larger is less strange. */
        PUBLISHED
    }

    private static final String DIMENSION = "dimension";

    /** The negative logarithm. */
    public LaplaceMethod() {
        this(Sign.CORRECT);
    }

    @Override
    public String name() {
        return "laplace";
    }

    @Override
    public String params() {
        return sign == Sign.CORRECT ? "scale=1" : "scale=1,sign=published";
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        return Parameters.none().and(DIMENSION, layer.dimension());
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new Laplace((int) fitted.numbers(DIMENSION)[0], sign);
    }
}
