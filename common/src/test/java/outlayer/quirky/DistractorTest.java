package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistractorTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 633})
    void distractorDiffersInOneCharacterAndIsNeitherResult(long seed) {
        for (int i = 0; i < 500; i++) {
            Draws draws = Draws.of(seed, i);
            long real = draws.below(2_000) - 1_000L;
            long sloppy = Operation.SUBTRACTION.sloppy(real, 0);
            long distractor = Distractor.of(sloppy, real, sloppy, draws);
            assertThat(distractor).isNotEqualTo(real).isNotEqualTo(sloppy);
            assertThat(oneCharacterAway(sloppy)).contains(distractor);
        }
    }

    @Test
    void everyOneCharacterChangeOccurs() {
        Set<Long> seen = new TreeSet<>();
        for (int i = 0; i < 2_000; i++) {
            seen.add(Distractor.of(-12, -12, -2, Draws.of(5, i)));
        }
        // 012 .. 912, -02 .. -92, -10 .. -19, without the true -12 and the sloppy -2.
        assertThat(seen).isEqualTo(without(oneCharacterAway(-12), -12, -2));
        assertThat(seen).contains(12L, 912L, -92L, -10L).hasSize(27);
    }

    private static Set<Long> oneCharacterAway(long base) {
        String written = Long.toString(base);
        Set<Long> away = new TreeSet<>();
        for (int position = 0; position < written.length(); position++) {
            for (int digit = 0; digit < 10; digit++) {
                away.add(Long.parseLong(written.substring(0, position) + digit + written.substring(position + 1)));
            }
        }
        return away;
    }

    private static Set<Long> without(Set<Long> all, long first, long second) {
        Set<Long> rest = new TreeSet<>(all);
        rest.remove(first);
        rest.remove(second);
        return rest;
    }
}
