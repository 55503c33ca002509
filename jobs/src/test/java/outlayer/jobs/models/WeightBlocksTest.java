package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.models.WeightBlocks.Block;

class WeightBlocksTest {

    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;

    @Test
    void aTensorOfOneMebibyteIsReadWhole() {
        assertThat(WeightBlocks.spread(7, MIB)).containsExactly(new Block(7, MIB));
        assertThat(WeightBlocks.spread(7, 0)).isEmpty();
    }

    /** 1 MiB and 15 bytes: 15 steps of (15 bytes + 15 blocks) / 15 are one block and one byte each. */
    @Test
    void aLargerOneHasSixteenBlocksFromItsFirstByteToItsLast() {
        List<Block> blocks = WeightBlocks.spread(100, MIB + 15);
        assertThat(blocks).hasSize(16).startsWith(new Block(100, 64 * KIB), new Block(100 + 64 * KIB + 1, 64 * KIB));
        assertThat(blocks.get(15).end()).isEqualTo(100 + MIB + 15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void blocksAscendWithoutOverlapAndReachBothEndsOfEveryTensor(long seed) {
        Random random = new Random(seed);
        StringBuilder json = new StringBuilder("{\"__metadata__\": {\"format\": \"pt\"}");
        int tensors = 1 + random.nextInt(20);
        long[] ends = new long[tensors + 1];
        for (int i = 0; i < tensors; i++) {
            long length = random.nextBoolean() ? 1 + random.nextInt(MIB) : 1 + random.nextInt(200 * MIB);
            ends[i + 1] = ends[i] + length;
            // Names do not follow the order in the file.
            json.append(", \"t%d\": {\"dtype\": \"U8\", \"shape\": [%d], \"data_offsets\": [%d, %d]}"
                    .formatted(random.nextInt(), length, ends[i], ends[i + 1]));
        }
        byte[] header = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        List<Block> blocks = WeightBlocks.of(header);

        long start = (long) Long.BYTES + header.length;
        long previous = start;
        for (Block block : blocks) {
            assertThat(block.offset()).as("seed %d", seed).isGreaterThanOrEqualTo(previous);
            assertThat(block.length()).isBetween(1, 5 * MIB);
            previous = block.end();
        }
        assertThat(previous).as("seed %d", seed).isEqualTo(start + ends[tensors]);
        for (int i = 0; i < tensors; i++) {
            assertThat(isRead(blocks, start + ends[i]))
                    .as("seed %d, first byte of %d", seed, i)
                    .isTrue();
            assertThat(isRead(blocks, start + ends[i + 1] - 1))
                    .as("seed %d, last byte of %d", seed, i)
                    .isTrue();
        }
    }

    private static boolean isRead(List<Block> blocks, long at) {
        return blocks.stream().anyMatch(block -> block.offset() <= at && at < block.end());
    }

    @Test
    void smallTensorsSideBySideAreReadAtOnce() {
        String json = "{\"a\": {\"data_offsets\": [0, 10]}, \"b\": {\"data_offsets\": [10, 30]}}";
        assertThat(WeightBlocks.of(json.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new Block(8 + json.length(), 30));
    }
}
