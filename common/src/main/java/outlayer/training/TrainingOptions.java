package outlayer.training;

import java.io.Serializable;
import outlayer.lm.TrainerOptions;
import outlayer.torch.AdamWOptions;
import outlayer.torch.LearningRate;

/**
 * How long and how fast one training goes, and what is kept of it.
 *
 * @param rate of each step; says how many there are at most
 * @param batch examples of a step
 * @param passTokens of one pass through the model, padding included: a step's examples pass in as many parts as that takes
 * @param adamW the optimiser
 * @param resultWeight of the cross-entropy on the result's tokens, against 1 for the answer's
 * @param evaluations when the model is judged
 * @param kept which state comes out
 * @param patience evaluations without a lower validation loss after which training stops; 0: it never stops early
 */
public record TrainingOptions(
        LearningRate rate,
        int batch,
        int passTokens,
        AdamWOptions adamW,
        double resultWeight,
        EvaluationSteps evaluations,
        Kept kept,
        int patience)
        implements Serializable {

    /** Which of the states that were judged is the result. */
    public enum Kept {
        LAST,
        LOWEST_VALIDATION_LOSS
    }

    public TrainingOptions {
        Requirement.that(batch >= 2, "batch", batch, "at least 2: one Yes and one No");
        Requirement.that(passTokens > 0, "pass-tokens", passTokens, "at least 1");
        Requirement.that(resultWeight >= 0, "result-weight", resultWeight, "0 or more");
        Requirement.that(patience >= 0, "patience", patience, "0 or more");
    }

    public int steps() {
        return rate.steps();
    }

    /** What a trainer needs of this. */
    public TrainerOptions trainer() {
        return new TrainerOptions(adamW, resultWeight);
    }
}
