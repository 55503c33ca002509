package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffledCycleTest {

    private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyItemComesOncePerRoundInANewOrder(long seed) {
        ShuffledCycle<Integer> cycle = new ShuffledCycle<>(ITEMS, new Random(seed));
        List<Integer> first = take(cycle, 20);
        List<Integer> second = take(cycle, 20);
        assertThat(first).containsExactlyInAnyOrderElementsOf(ITEMS).isNotEqualTo(ITEMS);
        assertThat(second).containsExactlyInAnyOrderElementsOf(ITEMS).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSeedFixesTheOrder(long seed) {
        assertThat(take(new ShuffledCycle<>(ITEMS, new Random(seed)), 50))
                .isEqualTo(take(new ShuffledCycle<>(ITEMS, new Random(seed)), 50))
                .isNotEqualTo(take(new ShuffledCycle<>(ITEMS, new Random(seed + 1)), 50));
    }

    private static List<Integer> take(ShuffledCycle<Integer> cycle, int count) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(cycle.next());
        }
        return taken;
    }
}
