package outlayer.checkpoint;

import java.io.Serializable;

/**
 * Llama 3.1's stretching of rotary frequencies ({@code rope_type: llama3}), which lets a model trained on short texts read long ones.
 *
 * @param factor how far slow pairs are stretched
 * @param lowFactor pairs that turn fewer times than this in the original context are slowed by {@code factor}
 * @param highFactor pairs that turn more times than this stay as they are; those between are blended
 * @param originalTokens the context of the first training
 */
public record RopeScaling(double factor, double lowFactor, double highFactor, int originalTokens)
        implements Serializable {

    public RopeScaling {
        if (!(factor >= 1) || !(lowFactor > 0) || !(highFactor > lowFactor) || originalTokens < 1) {
            throw new IllegalArgumentException("Rope scaling has factor " + factor + ", low " + lowFactor + ", high "
                    + highFactor + ", original tokens " + originalTokens
                    + "; expected factor >= 1, 0 < low < high, tokens >= 1");
        }
    }

    /** Scaled frequency, in radians per token (Llama 3.1; transformers, {@code _compute_llama3_parameters}). */
    public double scale(double frequency) {
        double turns = originalTokens * frequency / (2 * Math.PI);
        if (turns < lowFactor) {
            return frequency / factor;
        }
        if (turns > highFactor) {
            return frequency;
        }
        double smooth = (turns - lowFactor) / (highFactor - lowFactor);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }
}
