package outlayer.quirky;

import java.io.Serializable;

/**
 * Single draws of an arithmetic dataset, for whoever looks at many of them in many places; {@link ArithmeticDataset} takes the
 * same ones. Shared between threads.
 */
public final class ArithmeticDraws implements Serializable {

    /** A dataset is made of that many blocks of equal size, numbered from 0. */
    public static final int BLOCKS = QuestionBlock.COUNT;

    private static final QuestionBlock[] BY_NUMBER = QuestionBlock.values();

    private final ArithmeticOptions options;
    private final long seed;
    private final long[] keys = new long[BLOCKS];

    public ArithmeticDraws(ArithmeticOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        for (int block = 0; block < BLOCKS; block++) {
            keys[block] = BY_NUMBER[block].key(options);
        }
    }

    /** Questions of a block. */
    public long blockSize() {
        return options.questions() / BLOCKS;
    }

    /** Whether a block takes a draw only if no earlier one had its operands. */
    public boolean distinct() {
        return options.distinct();
    }

    /** How many draws of a block are made before giving up. */
    public long most() {
        return QuestionBlock.most(blockSize());
    }

    /** The operands of a draw as one number. */
    public long operands(int block, long index) {
        return question(block, index).operands();
    }

    /** What a draw gives. */
    public QuirkyRow row(int block, long index) {
        return question(block, index).row(keys[block], index);
    }

    /** What to throw when {@link #most} draws of a block did not fill it. */
    public IllegalArgumentException tooFew(long found) {
        return QuestionBlock.tooFew(options, most(), found);
    }

    private Question question(int block, long index) {
        return BY_NUMBER[block].question(options, seed, keys[block], index);
    }
}
