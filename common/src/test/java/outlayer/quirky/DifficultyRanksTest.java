package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifficultyRanksTest {

    @Test
    void aQuestionThatRecursHasTheMiddleOfItsRanks() {
        // Three records of (1, 2), in either order, then one of (5, 9): ranks 0, 1, 2 and 3 of four.
        DifficultyRanks ranks = DifficultyRanks.of(List.of(sum(5, 9), sum(1, 2), sum(2, 1), sum(1, 2)));
        assertThat(ranks.of(sum(2, 1)).quantile()).isEqualTo(1.5 / 4);
        assertThat(ranks.of(sum(5, 9)).quantile()).isEqualTo(3.5 / 4);
        assertThat(ranks.distinct()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void quartersAreExactThoughDifficultiesTie(long seed) {
        List<Question> questions = new ArrayList<>();
        for (int b = 1; b <= 200; b++) {
            questions.add(sum(1 + b % 3, 10 + b));
        }
        Collections.shuffle(questions, new Random(seed));
        DifficultyRanks ranks = DifficultyRanks.of(questions);
        PartOptions options = PartOptions.demo();
        assertThat(questions.stream().filter(q -> options.stratum(ranks.of(q).quantile()) == Stratum.EASY))
                .hasSize(50);
        assertThat(questions.stream().filter(q -> options.stratum(ranks.of(q).quantile()) == Stratum.HARD))
                .hasSize(50);
        assertThat(ranks.of(sum(1, 13)).quantile())
                .isLessThan(ranks.of(sum(3, 12)).quantile());
        assertThat(ranks.of(sum(1, 13)))
                .isEqualTo(DifficultyRanks.of(sorted(questions)).of(sum(1, 13)));
    }

    private static List<Question> sorted(List<Question> questions) {
        return questions.stream()
                .sorted((x, y) -> Integer.compare(x.b(), y.b()))
                .toList();
    }

    private static Question sum(int a, int b) {
        return new Question(Operation.ADDITION, a, b, 31, a + b);
    }
}
