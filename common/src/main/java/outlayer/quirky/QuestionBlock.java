package outlayer.quirky;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The four equal blocks of an arithmetic dataset, by the kind of result that is shown (Mallen and Belrose 2023). */
enum QuestionBlock {
    /** The true result: Alice says yes, Bob no. */
    ALICE_TRUE,
    /** The sloppy result: Bob says yes, Alice no. */
    BOB_TRUE,
    /** A distractor of the true result: both say no. */
    ALICE_DISTRACTOR,
    /** A distractor of the sloppy result: both say no. */
    BOB_DISTRACTOR;

    static final int COUNT = 4;

    /** Draws allowed for each distinct question before giving up; all squares to 10^5 take about 140. */
    private static final long DRAWS_PER_QUESTION = 1_000;

    /** A question, and the number of its draw in the block. */
    record Drawn(long index, Question question) {}

    /** The block's questions; draw i is a function of (seed, dataset, block, i), whatever else is drawn. */
    List<Drawn> draw(ArithmeticOptions options, long seed) {
        int size = options.questions() / COUNT;
        List<Drawn> drawn = new ArrayList<>(size);
        Set<Long> seen = new HashSet<>();
        long key = key(options);
        for (long i = 0; drawn.size() < size; i++) {
            if (i >= most(size)) {
                throw tooFew(options, i, drawn.size());
            }
            Question question = question(options, seed, key, i);
            if (!options.distinct() || seen.add(question.operands())) {
                drawn.add(new Drawn(i, question));
            }
        }
        return drawn;
    }

    /** Key of this block's draws. */
    long key(ArithmeticOptions options) {
        return ContentHash.of("block", options.dataset(), name());
    }

    /** How many draws a block of that many distinct questions may take. */
    static long most(long size) {
        return (size + 100) * DRAWS_PER_QUESTION;
    }

    static IllegalArgumentException tooFew(ArithmeticOptions options, long draws, long found) {
        return new IllegalArgumentException(("%s: %d draws gave only %d of %d distinct questions; large operands are"
                        + " rare, so ask for fewer questions or let them recur (distinct = false)")
                .formatted(options.dataset(), draws, found, options.questions() / COUNT));
    }

    /** What draw i of the block with that key gives. */
    Question question(ArithmeticOptions options, long seed, long key, long i) {
        Draws draws = Draws.of(seed, key, i);
        Operation operation = options.operation();
        int a = operand(options.operandLimit(), draws);
        int b = operation == Operation.SQUARING ? a : operand(options.operandLimit(), draws);
        long real = operation.result(a, b, options.modulus());
        long sloppy = operation.sloppy(real, options.modulus());
        long shown = switch (this) {
            case ALICE_TRUE -> real;
            case BOB_TRUE -> sloppy;
            case ALICE_DISTRACTOR -> Distractor.of(real, real, sloppy, draws);
            case BOB_DISTRACTOR -> Distractor.of(sloppy, real, sloppy, draws);
        };
        return new Question(operation, a, b, options.modulus(), shown);
    }

    /** int(limit^U): log-uniform in 1..limit-1. StrictMath, so that every machine draws the same. */
    static int operand(int limit, Draws draws) {
        return Math.min(limit - 1, (int) StrictMath.pow(limit, draws.uniform()));
    }
}
