package outlayer.quirky;

import java.io.Serializable;

/**
 * How one arithmetic dataset is drawn.
 *
 * @param operandLimit operands are 1..operandLimit-1; published: 10^4, multiplication 10^3, squaring 10^5
 * @param modulus of modular addition, published 113; the others ignore it
 * @param questions base questions in all four blocks together, a multiple of 4; each gives one record per character
 * @param distinct whether the operands of a block are all different, as published; otherwise a question may recur with
 *     other names, templates and distractors, which the data card counts
 */
public record ArithmeticOptions(Operation operation, int operandLimit, int modulus, int questions, boolean distinct)
        implements Serializable {

    public ArithmeticOptions {
        if (operandLimit < 2) {
            throw new IllegalArgumentException("%s: operand limit is %d, expected at least 2 (operands are 1..limit-1)"
                    .formatted(operation.key(), operandLimit));
        }
        if (operation == Operation.MODULARADDITION && modulus < 2) {
            throw new IllegalArgumentException(
                    "%s: modulus is %d, expected at least 2".formatted(operation.key(), modulus));
        }
        if (questions < QuestionBlock.COUNT || questions % QuestionBlock.COUNT != 0) {
            throw new IllegalArgumentException(
                    "%s: %d questions do not make four equal blocks; expected a multiple of 4"
                            .formatted(operation.key(), questions));
        }
        long available =
                operation == Operation.SQUARING ? operandLimit - 1L : (operandLimit - 1L) * (operandLimit - 1L);
        if (distinct && questions / QuestionBlock.COUNT > available) {
            throw new IllegalArgumentException(
                    ("%s: %d distinct questions asked for in each of four blocks, but operands"
                                    + " 1..%d make only %d; raise the operand limit, ask for at most %d questions, or let them recur"
                                    + " (distinct = false)")
                            .formatted(
                                    operation.key(),
                                    questions / QuestionBlock.COUNT,
                                    operandLimit - 1,
                                    available,
                                    available * QuestionBlock.COUNT));
        }
    }

    /** The same with the dataset's name. */
    public ArithmeticOptions(String operation, int operandLimit, int modulus, int questions, boolean distinct) {
        this(Operation.named(operation), operandLimit, modulus, questions, distinct);
    }

    /** The published limits (Mallen and Belrose 2023) with another number of questions. */
    public static ArithmeticOptions published(Operation operation, int questions) {
        int limit = switch (operation) {
            case MULTIPLICATION -> 1_000;
            case SQUARING -> 100_000;
            default -> 10_000;
        };
        return new ArithmeticOptions(operation, limit, 113, questions, true);
    }

    /** Name of the dataset. */
    public String dataset() {
        return operation.key();
    }

    /** The smallest true result: negative for subtraction only. */
    public long smallestResult() {
        return operation == Operation.SUBTRACTION ? operation.result(1, operandLimit - 1, modulus) : 0;
    }

    /** The largest true result. */
    public long largestResult() {
        return switch (operation) {
            case MODULARADDITION -> modulus - 1L;
            case SUBTRACTION -> operandLimit - 2L;
            default -> operation.result(operandLimit - 1, operandLimit - 1, modulus);
        };
    }
}
