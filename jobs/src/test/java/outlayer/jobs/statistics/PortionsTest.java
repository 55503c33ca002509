package outlayer.jobs.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortionsTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void portionsKeepTheOrderAndFillUp(long seed) {
        List<Long> rows = new Random(seed).longs(20, 1, 60).boxed().toList();
        List<List<Long>> portions = Portions.cut(rows, Long::longValue, 100);
        assertThat(portions.stream().flatMap(List::stream)).containsExactlyElementsOf(rows);
        for (int i = 0; i < portions.size(); i++) {
            assertThat(sum(portions.get(i))).isLessThanOrEqualTo(100);
            if (i > 0) {
                assertThat(sum(portions.get(i - 1)) + portions.get(i).get(0)).isGreaterThan(100);
            }
        }
    }

    @Test
    void aShardLargerThanAPortionStandsAlone() {
        assertThat(Portions.cut(List.of(30L, 500L, 30L), Long::longValue, 100))
                .containsExactly(List.of(30L), List.of(500L), List.of(30L));
    }

    private static long sum(List<Long> rows) {
        return rows.stream().mapToLong(Long::longValue).sum();
    }
}
