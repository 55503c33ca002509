package outlayer.lm;

/**
 * What a forward pass leaves at the last token of n prompts: the log-odds of the answers and the residual stream.
 *
 * <p>Layer 0 is the embedding, layer l the stream after l blocks, the last one before the final norm. Arrays are not copied.
 */
public final class LastToken {

    private final double[] logOdds;
    private final float[][] residuals;

    /**
     * @param logOdds [n]
     * @param residuals by layer, each [n, d] in row-major order
     */
    public LastToken(double[] logOdds, float[][] residuals) {
        for (int layer = 0; layer < residuals.length; layer++) {
            int length = residuals[layer].length;
            if (length != residuals[0].length || (logOdds.length > 0 && length % logOdds.length != 0)) {
                throw new IllegalArgumentException("Layer " + layer + ": " + length + " values for " + logOdds.length
                        + " prompts, layer 0 has " + residuals[0].length);
            }
        }
        this.logOdds = logOdds;
        this.residuals = residuals;
    }

    /** Number of prompts. */
    public int n() {
        return logOdds.length;
    }

    /** Number of layers: blocks + 1. */
    public int layers() {
        return residuals.length;
    }

    /** logit(yes) - logit(no) per prompt. [n] */
    public double[] logOdds() {
        return logOdds;
    }

    /** Residual stream after {@code layer} blocks. [n, d] */
    public float[] residual(int layer) {
        return residuals[layer];
    }
}
