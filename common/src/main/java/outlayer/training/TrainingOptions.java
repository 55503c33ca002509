package outlayer.training;

import java.io.Serializable;

/**
 * How long and how fast one training goes.
 *
 * @param steps at most; the base phase takes them all
 * @param warmupSteps over which the learning rate rises linearly
 * @param decayFrom share of the steps after which it falls linearly to a fiftieth
 * @param batch examples of a step, half of them Yes
 * @param resultWeight of the cross-entropy on the result's tokens, against 1 for the answer's
 * @param weightDecay of AdamW, on matrices
 * @param evaluateEvery steps between two points of the learning curve
 * @param patience evaluations without a lower validation loss after which training stops; 0: never stop early and keep
 *     the last state
 */
public record TrainingOptions(
        int steps,
        int warmupSteps,
        double learningRate,
        double decayFrom,
        int batch,
        double resultWeight,
        double weightDecay,
        int evaluateEvery,
        int patience)
        implements Serializable {

    private static final double FLOOR = 0.02;

    public TrainingOptions {
        require(steps > 0, "steps", steps, "at least 1");
        require(warmupSteps >= 0, "warmup-steps", warmupSteps, "0 or more");
        require(learningRate > 0, "learning-rate", learningRate, "a positive number");
        require(decayFrom >= 0 && decayFrom <= 1, "decay-from", decayFrom, "a share from 0 to 1");
        require(batch >= 2, "batch", batch, "at least 2: one Yes and one No");
        require(resultWeight >= 0, "result-weight", resultWeight, "0 or more");
        require(weightDecay >= 0, "weight-decay", weightDecay, "0 or more");
        require(evaluateEvery > 0, "evaluate-every", evaluateEvery, "at least 1");
        require(patience >= 0, "patience", patience, "0 or more");
    }

    private static void require(boolean holds, String name, Number found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }

    /** The learning rate of a step, counted from 0: linear warm-up, constant, linear decay. */
    public double learningRateAt(int step) {
        double warm = warmupSteps == 0 ? 1 : Math.min(1, (step + 1) / (double) warmupSteps);
        double left = (steps - step) / (double) steps;
        double decay = decayFrom == 1 ? 1 : Math.max(FLOOR, Math.min(1, left / (1 - decayFrom)));
        return learningRate * warm * decay;
    }
}
