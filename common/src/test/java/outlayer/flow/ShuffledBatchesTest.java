package outlayer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.torch.LearningRate;

class ShuffledBatchesTest {

    private static final int ROWS = 500;
    private static final int BATCH = 16;

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 10_000})
    void anEpochHasEachLearnedRowOnceAndNoJudge(int held) throws IOException {
        RowSplit split = new RowSplit(3, 0.2, ROWS);
        long perEpoch = split.learned() / BATCH;
        try (ShuffledBatches batches = batches(split, held, 0)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                Set<Integer> seen = new HashSet<>();
                for (long i = 0; i < perEpoch; i++) {
                    seen.addAll(numbers(batches.next()));
                }
                assertThat(seen).as("held %d", held).hasSize((int) perEpoch * BATCH);
                assertThat(seen).noneMatch(split::judges).allMatch(row -> row >= 0 && row < ROWS);
            }
        }
    }

    @Test
    void epochsComeInDifferentOrders() throws IOException {
        RowSplit split = new RowSplit(3, 0.2, ROWS);
        long perEpoch = split.learned() / BATCH;
        try (ShuffledBatches batches = batches(split, 64, 0)) {
            List<Integer> first = numbers(batches.next());
            for (long i = 1; i < perEpoch; i++) {
                batches.next();
            }
            assertThat(numbers(batches.next())).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20, 24, 25, 26, 60})
    void whatIsBegunLaterGoesOnAlike(long step) throws IOException {
        RowSplit split = new RowSplit(3, 0.2, ROWS);
        try (ShuffledBatches whole = batches(split, 64, 0);
                ShuffledBatches rest = batches(split, 64, step)) {
            for (long i = 0; i < step; i++) {
                whole.next();
            }
            for (int i = 0; i < 30; i++) {
                assertThat(rest.next()).as("begun at step %d", step).isEqualTo(whole.next());
            }
        }
    }

    @Test
    void fewRowsMakeOneSmallBatch() throws IOException {
        RowSplit split = new RowSplit(3, 0.2, 9);
        FlowOptions options = options(BATCH);
        try (ShuffledBatches batches = new ShuffledBatches(new NumberedRows(9), split, options, 0)) {
            assertThat(batches.size()).isEqualTo((int) split.learned());
            assertThat(numbers(batches.next())).doesNotHaveDuplicates().hasSize(batches.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {499, 501})
    void aSourceOfAnotherLengthThanItSaysIsRefused(long given) {
        RowSplit split = new RowSplit(3, 0.2, ROWS);
        assertThatThrownBy(() -> {
                    try (ShuffledBatches batches =
                            new ShuffledBatches(new NumberedRows(ROWS, given), split, options(10_000), 0)) {
                        batches.next();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A pass over 500 rows found " + given)
                .hasMessageContaining("did the vectors change");
    }

    private static ShuffledBatches batches(RowSplit split, int held, long step) {
        return new ShuffledBatches(new NumberedRows(ROWS), split, options(held), step);
    }

    private static FlowOptions options(int held) {
        return new FlowOptions(
                FlowArchitecture.standard(), new LearningRate(1e-3, 10, 0, 1, 0), BATCH, 1, 0.2, 5, 0, held, 3);
    }

    private static List<Integer> numbers(float[] batch) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < batch.length; i += 2) {
            assertThat(batch[i + 1]).isEqualTo(-batch[i]);
            numbers.add((int) batch[i]);
        }
        return numbers;
    }
}
