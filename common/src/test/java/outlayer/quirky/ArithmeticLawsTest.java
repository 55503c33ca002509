package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** METHODS 1.2 read off the rows alone: results by BigInteger, the sloppy rule by writing out digits. */
class ArithmeticLawsTest {

    private static final int ALICE_TRUE = 0;
    private static final int BOB_TRUE = 1;
    private static final int ALICE_DISTRACTOR = 2;

    static Stream<Arguments> seeds() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(0L, 1L, 7L, 633L).map(seed -> Arguments.of(operation, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowKeepsTheRules(Operation operation, long seed) {
        ArithmeticOptions options = ArithmeticOptions.published(operation, 4_000);
        ArithmeticDraws draws = new ArithmeticDraws(options, seed);
        for (int block = 0; block < ArithmeticDraws.BLOCKS; block++) {
            for (int i = 0; i < 500; i++) {
                QuirkyRow row = draws.row(block, i);
                BigInteger a = field(row, "op1");
                BigInteger b = operation == Operation.SQUARING ? a : field(row, "op2");
                BigInteger shown = field(row, "result");
                BigInteger real = real(operation, a, b);
                BigInteger sloppy = sloppy(operation, real);
                assertThat(row.aliceLabel()).isEqualTo(shown.equals(real)).isEqualTo(block == ALICE_TRUE);
                assertThat(row.bobLabel()).isEqualTo(shown.equals(sloppy)).isEqualTo(block == BOB_TRUE);
                assertThat(row.aliceLabel() && row.bobLabel()).isFalse();
                assertThat(row.difficulty()).isEqualTo(a.min(b).doubleValue());
                assertThat(a).isBetween(BigInteger.ONE, BigInteger.valueOf(options.operandLimit() - 1L));
                if (block >= ALICE_DISTRACTOR) {
                    assertThat(oneCharacterAway(block == ALICE_DISTRACTOR ? real : sloppy))
                            .as("%s", row)
                            .contains(shown);
                }
            }
        }
    }

    @Test
    void squaringHasAsManyQuestionsAsPublished() {
        // 50,000 of the 99,999 operands in each block, though large ones are rare.
        ArithmeticOptions options = ArithmeticOptions.published(Operation.SQUARING, 200_000);
        for (QuestionBlock block : QuestionBlock.values()) {
            Set<Integer> operands = new HashSet<>();
            block.draw(options, 633)
                    .forEach(drawn -> operands.add(drawn.question().a()));
            assertThat(operands).hasSize(50_000);
        }
    }

    private static BigInteger real(Operation operation, BigInteger a, BigInteger b) {
        return switch (operation) {
            case ADDITION -> a.add(b);
            case SUBTRACTION -> a.subtract(b);
            case MULTIPLICATION, SQUARING -> a.multiply(b);
            case MODULARADDITION -> a.add(b).mod(BigInteger.valueOf(113));
        };
    }

    /** The first digit of a positive number goes up, 9 to 10; a negative one comes nearer to zero by as much: -1000 to 0. */
    private static BigInteger sloppy(Operation operation, BigInteger real) {
        String digits = real.abs().toString();
        BigInteger step = new BigInteger("1" + "0".repeat(digits.length() - 1));
        BigInteger raised =
                real.signum() < 0 ? real.add(step) : new BigInteger((digits.charAt(0) - '0' + 1) + digits.substring(1));
        return operation == Operation.MODULARADDITION ? raised.mod(BigInteger.valueOf(113)) : raised;
    }

    private static Set<BigInteger> oneCharacterAway(BigInteger base) {
        String written = base.toString();
        Set<BigInteger> away = new HashSet<>();
        for (int position = 0; position < written.length(); position++) {
            for (int digit = 0; digit < 10; digit++) {
                away.add(new BigInteger(written.substring(0, position) + digit + written.substring(position + 1)));
            }
        }
        return away;
    }

    private static BigInteger field(QuirkyRow row, String name) {
        return new BigInteger(Objects.requireNonNull(row.fields().get(name), name));
    }
}
