package outlayer.quirky;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A claimed result of one operation: the operands, and the result that the prompt will show.
 *
 * @param b the second operand; equal to {@code a} for squaring
 * @param modulus used by modular addition only
 * @param result the result shown, true or not
 */
record Question(Operation operation, int a, int b, int modulus, long result) {

    /** Whether the shown result is right. */
    boolean aliceLabel() {
        return result == operation.result(a, b, modulus);
    }

    /** Whether the shown result is what the sloppy rule gives. */
    boolean bobLabel() {
        return result == operation.sloppy(operation.result(a, b, modulus), modulus);
    }

    /** min(|a|, |b|), of squaring |a|; larger is harder. */
    int difficulty() {
        return Math.min(Math.abs(a), Math.abs(b));
    }

    /** The operands as one number, the smaller first where their order does not matter. */
    long tuple() {
        boolean swap = operation.commutative() && b < a;
        return ((long) (swap ? b : a) << Integer.SIZE) | (swap ? a : b);
    }

    /** The operands as one number, in their order: what a block draws once. */
    long operands() {
        return ((long) a << Integer.SIZE) | b;
    }

    /** Identity of the operands within all datasets: a hash of the dataset and {@link #tuple()}. */
    String id() {
        long tuple = tuple();
        return ContentHash.hex(
                "question", operation.key(), Long.toString(tuple >>> Integer.SIZE), Integer.toString((int) tuple));
    }

    /** As a row, given the key of its block and its number there. */
    QuirkyRow row(long block, long index) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : operation.fields()) {
            fields.put(field, text(field));
        }
        List<String> identity = List.of(
                Integer.toString(a),
                Integer.toString(b),
                operation == Operation.MODULARADDITION ? Integer.toString(modulus) : "",
                Long.toString(result));
        return new QuirkyRow(
                operation.key(),
                id(),
                new QuirkyRow.Origin(block, index),
                identity,
                fields,
                aliceLabel(),
                bobLabel(),
                difficulty());
    }

    private String text(String field) {
        return switch (field) {
            case "op1" -> Integer.toString(a);
            case "op2" -> Integer.toString(b);
            case "modulus" -> Integer.toString(modulus);
            case "result" -> Long.toString(result);
            default ->
                throw new IllegalStateException("Question of %s has no field %s".formatted(operation.key(), field));
        };
    }
}
