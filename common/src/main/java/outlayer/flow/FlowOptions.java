package outlayer.flow;

import java.io.Serializable;
import outlayer.torch.LearningRate;

/**
 * How a flow is trained.
 *
 * @param architecture what is trained
 * @param rate of each step; says how many there are at most
 * @param batch rows of a step
 * @param maxGradientNorm gradients longer than this are shortened to it
 * @param validationShare of the rows that judge and are never learned from; of very many rows no more than 4096 do
 * @param judgeEvery steps after which the flow is judged
 * @param patience judgements without a lower validation loss after which training stops; 0: it never stops early
 * @param shuffleRows that are held in memory to be drawn from
 * @param seed of the split, the shuffling and the weights
 */
public record FlowOptions(
        FlowArchitecture architecture,
        LearningRate rate,
        int batch,
        double maxGradientNorm,
        double validationShare,
        int judgeEvery,
        int patience,
        int shuffleRows,
        long seed)
        implements Serializable {

    private static final int ROWS_PER_DIRECTION = 64;
    private static final double STANDARD_RATE = 2e-3;

    public FlowOptions {
        require(batch >= 1, "batch", batch, "at least 1");
        require(maxGradientNorm > 0, "max-gradient-norm", maxGradientNorm, "a positive number");
        require(validationShare > 0 && validationShare < 1, "validation-share", validationShare, "between 0 and 1");
        require(judgeEvery >= 1, "judge-every", judgeEvery, "at least 1");
        require(patience >= 0, "patience", patience, "0 or more");
        require(shuffleRows >= batch, "shuffle-rows", shuffleRows, "at least the batch, " + batch);
    }

    /** What suits vectors of some dozens to some thousands of features, some thousands to 100,000 of them. */
    public static FlowOptions standard(long seed) {
        return new FlowOptions(
                FlowArchitecture.standard(),
                new LearningRate(STANDARD_RATE, 1500, 50, 0.1, 0),
                256,
                1,
                0.1,
                50,
                6,
                8192,
                seed);
    }

    /**
     * The same for that many rows: an architecture that mixes no more directions than one for every 64 of them. A rotation among k directions has k / 2
     * numbers for each; what it costs to estimate them must stay small beside what they bring.
     */
    FlowOptions fitting(long learned, int dimension) {
        long most = Math.max(2, Math.min(dimension, learned / ROWS_PER_DIRECTION));
        int mixed = (int) Math.min(architecture.mixed(), most);
        return new FlowOptions(
                architecture.mixing(mixed),
                rate,
                batch,
                maxGradientNorm,
                validationShare,
                judgeEvery,
                patience,
                shuffleRows,
                seed);
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
