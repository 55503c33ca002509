package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.AnswerTokens;

class PassesTest {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);

    @Test
    void whatFitsPassesAtOnceAsItWasDealt() {
        List<int[]> prompts = List.of(new int[3], new int[10], new int[1]);
        assertThat(new Passes(ANSWERS, 30).plan(prompts)).containsExactly(new int[] {0, 1, 2});
        assertThat(new Passes(ANSWERS, 29).plan(prompts)).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPromptPassesOnceAndNoPassIsTooLong(long seed) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            prompts.add(new int[1 + random.nextInt(40)]);
        }
        List<int[]> plan = new Passes(ANSWERS, 120).plan(prompts);
        List<Integer> all = new ArrayList<>();
        for (int[] pass : plan) {
            int longest = 0;
            for (int i : pass) {
                all.add(i);
                longest = Math.max(longest, prompts.get(i).length);
            }
            assertThat(pass.length * longest).as("seed %d", seed).isLessThanOrEqualTo(120);
        }
        assertThat(all).hasSize(1200).doesNotHaveDuplicates();
    }

    @Test
    void halvedTheyEndAtOneToken() {
        assertThat(new Passes(ANSWERS, 9).halved().tokens()).isEqualTo(4);
        assertThat(new Passes(ANSWERS, 1).halved().tokens()).isEqualTo(1);
    }
}
