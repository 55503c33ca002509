package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyRowIsHeldOutOnceAndEveryFoldHasItsShareOfBothLabels(long seed) {
        boolean[] labels = new boolean[53];
        Arrays.fill(labels, 0, 11, true);
        Folds folds = Folds.deal(5, labels, seed);
        int[] heldOut = new int[53];
        for (int fold = 0; fold < 5; fold++) {
            boolean[] used = folds.trainsOn(fold);
            int positive = 0;
            int all = 0;
            for (int i = 0; i < used.length; i++) {
                heldOut[i] += used[i] ? 0 : 1;
                all += used[i] ? 0 : 1;
                positive += !used[i] && labels[i] ? 1 : 0;
            }
            assertThat(all).isBetween(10, 11);
            assertThat(positive).isBetween(2, 3);
        }
        assertThat(heldOut).containsOnly(1);
        assertThat(Folds.deal(5, labels, seed).trainsOn(0)).isEqualTo(folds.trainsOn(0));
        assertThat(Folds.deal(5, labels, seed + 1).trainsOn(0)).isNotEqualTo(folds.trainsOn(0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void rowsOfOneGroupStayTogether(long seed) {
        Random random = new Random(seed);
        List<String> groups = IntStream.range(0, 60)
                .mapToObj(i -> "question " + random.nextInt(20))
                .toList();
        Folds folds = Folds.dealGroups(5, groups, seed);
        for (int fold = 0; fold < 5; fold++) {
            boolean[] used = folds.trainsOn(fold);
            Map<String, Boolean> usedOfGroup = new HashMap<>();
            int heldOut = 0;
            for (int i = 0; i < used.length; i++) {
                Boolean before = usedOfGroup.putIfAbsent(groups.get(i), used[i]);
                assertThat(before == null || before == used[i]).isTrue();
                heldOut += used[i] ? 0 : 1;
            }
            assertThat(heldOut).isBetween(7, 17);
        }
    }

    @Test
    void oneFoldHoldsNothingOut() {
        assertThatThrownBy(() -> Folds.deal(1, new boolean[4], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cross-validation has 2 folds or more, found 1");
    }
}
