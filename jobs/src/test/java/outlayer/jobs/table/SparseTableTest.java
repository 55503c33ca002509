package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.run.RunFile;
import outlayer.linalg.SparseRows;

class SparseTableTest {

    private static final SparseSchema SCHEMA = new SparseSchema("sae", 1000, 4, List.of(2, 5));

    @TempDir
    Path root;

    /** Two layers, about one cell in six missing, rows with fewer than k numbers: what was written is read. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void everyLayerIsReadAsItWasWritten(long seed) {
        Random random = new Random(seed);
        int count = random.nextInt(150);
        List<List<@Nullable SparseRows>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.asList(row(random), row(random)));
        }
        RunFile file = publish(rows);

        assertThat(SparseTable.schema(file)).isEqualTo(SCHEMA);
        for (int k = 0; k < 2; k++) {
            int layer = SCHEMA.layers().get(k);
            int seen = 0;
            try (SparseReader reader = SparseReader.open(file, layer, 1 + random.nextInt(40))) {
                for (SparseBlock block = reader.next(); block != null; block = reader.next()) {
                    assertThat(block.start()).isEqualTo(seen);
                    @Nullable SparseRows[] found = new @Nullable SparseRows[block.length()];
                    for (int i = 0; i < block.vectors().rows(); i++) {
                        found[block.row(i)] = one(block.vectors(), i);
                    }
                    for (SparseRows row : found) {
                        assertThat(row)
                                .usingRecursiveComparison()
                                .isEqualTo(rows.get(seen++).get(k));
                    }
                }
            }
            assertThat(seen).isEqualTo(count);
        }
    }

    private RunFile publish(List<List<@Nullable SparseRows>> rows) {
        return Shards.publish(root, out -> {
            try (SparseWriter writer = new SparseWriter(out, SCHEMA)) {
                for (int i = 0; i < rows.size(); i++) {
                    writer.add(Shards.id(i), rows.get(i), new int[2]);
                }
            }
        });
    }

    private static @Nullable SparseRows row(Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        int[] indices = new int[4];
        float[] values = new float[4];
        Arrays.fill(indices, SparseRows.NONE);
        for (int i = 0; i < random.nextInt(5); i++) {
            indices[i] = 10 * i + random.nextInt(10);
            values[i] = random.nextFloat();
        }
        return new SparseRows(1, 1000, 4, indices, values);
    }

    private static SparseRows one(SparseRows rows, int i) {
        return new SparseRows(
                1,
                rows.cols(),
                rows.k(),
                Arrays.copyOfRange(rows.indices(), i * 4, i * 4 + 4),
                Arrays.copyOfRange(rows.values(), i * 4, i * 4 + 4));
    }

    @Test
    void rowsOfAnotherShapeAreRefusedWhenWritten() {
        SparseRows other = new SparseRows(1, 999, 4, new int[4], new float[4]);
        assertThatThrownBy(() -> publish(List.of(Arrays.asList(other, null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Example " + Shards.id(0) + ": found row 0 of SparseRows[1, 999], at most 4 each, expected"
                        + " rows of 4 of 1000 latents");
    }

    @Test
    void aDenseTableIsNoSparseOne() {
        VectorSchema schema = new VectorSchema("activations", 4, List.of(2), Dtype.FLOAT32);
        RunFile file =
                Shards.publish(root, out -> Shards.write(out, schema, Shards.vectors(1, schema, 3, false), 20_000));
        assertThatThrownBy(() -> SparseReader.open(file, 2, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " has no metadata 'outlayer.latents'");
    }

    @Test
    void aFileThatEndsEarlyIsNamedAsDamaged() throws IOException {
        Random random = new Random(1);
        List<List<@Nullable SparseRows>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(Arrays.asList(row(random), row(random)));
        }
        RunFile file = publish(rows);
        try (FileChannel bytes = FileChannel.open(Path.of(URI.create(file.path())), StandardOpenOption.WRITE)) {
            bytes.truncate(bytes.size() / 2);
        }
        assertThatThrownBy(() -> SparseReader.open(file, 2, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " is damaged: cannot read the footer");
    }
}
