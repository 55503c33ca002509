package outlayer.lm;

import outlayer.torch.AdamWOptions;

/**
 * Settings of a {@link DecoderTrainer}.
 *
 * @param resultWeight what the mean cross-entropy of a prompt's result tokens counts, beside 1 for the answer's
 */
public record TrainerOptions(AdamWOptions adamW, double resultWeight) {

    public TrainerOptions {
        if (!(resultWeight >= 0)) {
            throw new IllegalArgumentException("Result weight is " + resultWeight + ", expected 0 or more");
        }
    }

    /** {@link AdamWOptions#standard} and 0.3: without the second part of the loss tiny models learn slowly. */
    public static TrainerOptions standard() {
        return new TrainerOptions(AdamWOptions.standard(), 0.3);
    }
}
