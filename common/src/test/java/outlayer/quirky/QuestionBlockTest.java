package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionBlockTest {

    private static List<Question> questions(QuestionBlock block, ArithmeticOptions options, long seed) {
        return block.draw(options, seed).stream()
                .map(QuestionBlock.Drawn::question)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyBlockIsAQuarterAndHasItsLabels(Operation operation) {
        for (long seed = 0; seed < 5; seed++) {
            ArithmeticOptions options = ArithmeticOptions.published(operation, 2_000);
            for (QuestionBlock block : QuestionBlock.values()) {
                List<Question> questions = questions(block, options, seed);
                assertThat(questions).as("seed %d", seed).hasSize(500).allSatisfy(question -> {
                    assertThat(question.aliceLabel()).isEqualTo(block == QuestionBlock.ALICE_TRUE);
                    assertThat(question.bobLabel()).isEqualTo(block == QuestionBlock.BOB_TRUE);
                    assertThat(question.a()).isBetween(1, options.operandLimit() - 1);
                    assertThat(question.b()).isBetween(1, options.operandLimit() - 1);
                });
                Set<List<Integer>> operands = new HashSet<>();
                questions.forEach(question -> operands.add(List.of(question.a(), question.b())));
                assertThat(operands).as("seed %d", seed).hasSize(500);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 633})
    void aSmallerDatasetIsABeginningOfALargerOne(long seed) {
        ArithmeticOptions small = new ArithmeticOptions("addition", 100, 31, 400, true);
        ArithmeticOptions large = new ArithmeticOptions("addition", 100, 31, 4_000, true);
        for (QuestionBlock block : QuestionBlock.values()) {
            assertThat(block.draw(small, seed))
                    .isEqualTo(block.draw(large, seed).subList(0, 100));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 633})
    void operandsAreLogUniform(long seed) {
        int n = 20_000;
        int[] byDigits = new int[5];
        for (int i = 0; i < n; i++) {
            byDigits[
                    Integer.toString(QuestionBlock.operand(10_000, Draws.of(seed, i)))
                            .length()]++;
        }
        for (int digits = 1; digits <= 4; digits++) {
            assertThat((double) byDigits[digits] / n).isEqualTo(0.25, within(5 * Math.sqrt(0.1875 / n)));
        }
    }

    @Test
    void allQuestionsThatExistCanBeDrawn() {
        ArithmeticOptions options = new ArithmeticOptions("squaring", 10, 31, 4 * 9, true);
        assertThat(questions(QuestionBlock.BOB_TRUE, options, 3))
                .extracting(Question::a)
                .containsOnly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void moreQuestionsThanExistAreRefused() {
        assertThatThrownBy(() -> new ArithmeticOptions("addition", 10, 31, 4 * 82, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "addition: 82 distinct questions asked for in each of four blocks, but operands 1..9 make only"
                                + " 81; raise the operand limit, ask for at most 324 questions, or let them recur (distinct = false)");
        assertThat(new ArithmeticOptions("addition", 10, 31, 4 * 82, false).questions())
                .isEqualTo(328);
    }

    @Test
    void unequalBlocksAndEmptyRangesAreRefused() {
        assertThatThrownBy(() -> new ArithmeticOptions("addition", 10, 31, 6, true))
                .hasMessage("addition: 6 questions do not make four equal blocks; expected a multiple of 4");
        assertThatThrownBy(() -> new ArithmeticOptions("addition", 1, 31, 4, true))
                .hasMessage("addition: operand limit is 1, expected at least 2 (operands are 1..limit-1)");
        assertThatThrownBy(() -> new ArithmeticOptions("modularaddition", 10, 1, 4, true))
                .hasMessage("modularaddition: modulus is 1, expected at least 2");
    }
}
