package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.fs.FSDataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesInMemoryTest {

    /** Whatever is read where, it is what stands there. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsAreSlices(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] all = new byte[1000];
        random.nextBytes(all);
        try (FSDataInputStream in = new FSDataInputStream(new BytesInMemory(all))) {
            for (int round = 0; round < 500; round++) {
                int from = random.nextInt(all.length + 1);
                byte[] buffer = new byte[random.nextInt(all.length + 1 - from)];
                if (random.nextBoolean()) {
                    in.seek(from);
                    in.readFully(buffer);
                    assertThat(in.getPos()).isEqualTo(from + buffer.length);
                } else {
                    long before = in.getPos();
                    in.readFully(from, buffer);
                    assertThat(in.getPos())
                            .as("a positioned read moves nothing")
                            .isEqualTo(before);
                }
                assertThat(buffer).isEqualTo(Arrays.copyOfRange(all, from, from + buffer.length));
            }
        }
    }

    @Test
    void theEndIsSaidAndNotPassed() throws IOException {
        try (FSDataInputStream in = new FSDataInputStream(new BytesInMemory(new byte[] {7, -1}))) {
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(255);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[4])).isEqualTo(-1);
            assertThat(in.available()).isZero();
            assertThatThrownBy(() -> in.seek(3))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("3 of 2 bytes");
        }
    }
}
