package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sixty examples, each of a question and a name of its own, so that all three clusterings are the same one. */
class BootstrapRowsTest {

    private static final ScoreColumn SCORES = ScoreColumn.of(
            ScoreKey.of("rephrase", "value", "", "online", ScoreKey.ALL),
            new Random(3).doubles(60).toArray(),
            "");

    @Test
    void everyClusteringHasDrawsOfItsOwn() {
        BootstrapRow row = row(17);
        assertThat(Stream.of(
                        interval(row.aucLow(), row.aucHigh()),
                        interval(row.aucLowQuestion(), row.aucHighQuestion()),
                        interval(row.aucLowName(), row.aucHighName())))
                .doesNotHaveDuplicates();
    }

    @Test
    void equalSeedsDrawAlikeAndSeedsThatDifferInAnyBitDoNot() {
        assertThat(row(17)).isEqualTo(row(17));
        assertThat(interval(row(17).aucLow(), row(17).aucHigh()))
                .isNotEqualTo(interval(
                        row(17 + (1L << 40)).aucLow(), row(17 + (1L << 40)).aucHigh()));
    }

    private static List<Double> interval(@Nullable Double low, @Nullable Double high) {
        return List.of(Objects.requireNonNull(low), Objects.requireNonNull(high));
    }

    private static BootstrapRow row(long seed) {
        List<TestExample> examples = IntStream.range(0, 60)
                .mapToObj(i -> new TestExample("q" + i, "n" + i, i >= 30, true, true, 0))
                .toList();
        ResultKey key = new ResultKey("tiny", "addition", "quirky", "demo-1", "ab12", seed);
        return new BootstrapRows(key, examples, 200).of(List.of(SCORES)).get(0);
    }
}
