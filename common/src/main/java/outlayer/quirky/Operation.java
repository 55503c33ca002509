package outlayer.quirky;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The five arithmetic datasets: what is true, and what Bob takes for true. */
public enum Operation {
    ADDITION,
    SUBTRACTION,
    MULTIPLICATION,
    MODULARADDITION,
    /** Of one operand; {@code b} always equals {@code a}. */
    SQUARING;

    /** Name of the dataset. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The operation of that dataset. */
    public static Operation named(String key) {
        for (Operation operation : values()) {
            if (operation.key().equals(key)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("Unknown arithmetic dataset '%s'; expected one of %s"
                .formatted(key, Arrays.stream(values()).map(Operation::key).toList()));
    }

    /** The true result. */
    public long result(int a, int b, int modulus) {
        return switch (this) {
            case ADDITION -> (long) a + b;
            case SUBTRACTION -> (long) a - b;
            case MULTIPLICATION, SQUARING -> (long) a * b;
            case MODULARADDITION -> ((long) a + b) % modulus;
        };
    }

    /**
     * Bob's result: the leading digit of the true one goes up by one, r + 10^(digits(|r|) - 1), also when r is negative
     * (95 to 105, 9 to 10, -1000 to 0); modular addition reduces again. It never equals the true result.
     */
    public long sloppy(long real, int modulus) {
        long step = 1;
        for (long rest = Math.abs(real); rest >= 10; rest /= 10) {
            step *= 10;
        }
        return this == MODULARADDITION ? (real + step) % modulus : real + step;
    }

    /** Whether (a, b) and (b, a) are one question. */
    public boolean commutative() {
        return this != SUBTRACTION;
    }

    /** Fields of its rows, as {@link DatasetFields} calls them. */
    public List<String> fields() {
        return switch (this) {
            case SQUARING -> List.of("op1", "result");
            case MODULARADDITION -> List.of("op1", "op2", "modulus", "result");
            default -> List.of("op1", "op2", "result");
        };
    }
}
