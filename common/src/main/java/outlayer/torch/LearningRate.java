package outlayer.torch;

import java.io.Serializable;

/**
 * The learning rate of each step: linear warm-up to the peak, constant, linear decay towards 0.
 *
 * @param peak reached after the warm-up
 * @param steps of the whole training
 * @param warmupSteps over which it rises
 * @param decayFrom share of the steps after which it falls
 * @param least share of the peak below which it does not fall
 */
public record LearningRate(double peak, int steps, int warmupSteps, double decayFrom, double least)
        implements Serializable {

    public LearningRate {
        require(peak > 0, "learning-rate", peak, "a positive number");
        require(steps > 0, "steps", steps, "at least 1");
        require(warmupSteps >= 0, "warmup-steps", warmupSteps, "0 or more");
        require(decayFrom >= 0 && decayFrom <= 1, "decay-from", decayFrom, "a share from 0 to 1");
        require(least >= 0 && least <= 1, "least", least, "a share from 0 to 1");
    }

    /** The published schedule: warm-up over a share of the steps, then linear decay to 0. */
    public static LearningRate published(double peak, int steps, double warmupShare) {
        int warmup = (int) Math.ceil(warmupShare * steps);
        return new LearningRate(peak, steps, warmup, warmup / (double) steps, 0);
    }

    /** The rate of a step, counted from 0. */
    public double at(int step) {
        double warm = warmupSteps == 0 ? 1 : Math.min(1, (step + 1) / (double) warmupSteps);
        double left = (steps - step) / (double) steps;
        double decay = decayFrom == 1 ? 1 : Math.max(least, Math.min(1, left / (1 - decayFrom)));
        return peak * warm * decay;
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
