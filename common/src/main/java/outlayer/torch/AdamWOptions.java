package outlayer.torch;

import java.io.Serializable;

/**
 * Settings of AdamW that stay the same through a training.
 *
 * @param decay share of a matrix taken off per step, times the learning rate; norms' gains are not decayed
 * @param maxGradientNorm gradients longer than this, all taken together, are shortened to it
 */
public record AdamWOptions(double beta1, double beta2, double epsilon, double decay, double maxGradientNorm)
        implements Serializable {

    public AdamWOptions {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)
                || !(epsilon > 0)
                || !(decay >= 0)
                || !(maxGradientNorm > 0)) {
            throw new IllegalArgumentException("AdamW has beta1 " + beta1 + ", beta2 " + beta2 + ", epsilon " + epsilon
                    + ", decay " + decay + ", max gradient norm " + maxGradientNorm
                    + "; expected betas in [0, 1), decay >= 0, the others > 0");
        }
    }

    /** What suits the tiny models: 0.9, 0.98, 1e-8, decay 0.1, norm 1. */
    public static AdamWOptions standard() {
        return new AdamWOptions(0.9, 0.98, 1e-8, 0.1, 1);
    }
}
