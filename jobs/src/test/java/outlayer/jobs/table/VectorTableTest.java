package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;

class VectorTableTest {

    private static final long SMALL_ROW_GROUP = 20_000;

    @TempDir
    Path root;

    /** Random shapes, layers of one width and of several, row groups of a few rows, blocks across their ends: what was written is read, nulls included. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyLayerIsReadAsItWasWritten(long seed) {
        Random random = new Random(seed);
        List<Integer> layers = Shards.layers(1 + random.nextInt(5));
        VectorSchema schema = random.nextBoolean()
                ? new VectorSchema("activations", 1 + random.nextInt(300), layers, Dtype.FLOAT32)
                : new VectorSchema(
                        "probe-shift",
                        layers.stream().map(layer -> 1 + random.nextInt(300)).toList(),
                        layers,
                        Dtype.FLOAT32);
        int rows = random.nextInt(200);
        float[][] @Nullable [] cells = Shards.vectors(seed, schema, rows, true);
        RunFile file = Shards.publish(root, out -> Shards.write(out, schema, cells, SMALL_ROW_GROUP));

        assertThat(file.rows()).isEqualTo(rows);
        assertThat(VectorTable.schema(file)).isEqualTo(schema);
        assertThat(VectorTable.ids(file)).hasSize(rows).isSorted();
        for (int layer : schema.layers()) {
            try (LayerReader reader = LayerReader.open(file, layer, 1 + random.nextInt(100))) {
                assertThat(Shards.read(reader)).usingRecursiveComparison().isEqualTo(Arrays.asList(cells[layer]));
            }
        }
    }

    /** Parquet's writers share static state: a constant layer would get a dictionary once another table is opened. */
    @Test
    void aTableOpenedMeanwhileChangesNothing() {
        VectorSchema schema = new VectorSchema("activations", 64, Shards.layers(1), Dtype.FLOAT32);
        float[] constant = new float[64];
        Arrays.fill(constant, 1.5f);
        RunFile file = Shards.publish(root, out -> {
            try (VectorWriter vectors = new VectorWriter(out, schema, SMALL_ROW_GROUP)) {
                for (int row = 0; row < 300; row++) {
                    vectors.add(Shards.id(row), List.of(constant), 0);
                    if (row == 10) {
                        Shards.publish(
                                Runs.local(root), "other", other -> PredictionTable.TABLE.write(other, List.of()));
                    }
                }
            }
        });
        try (LayerReader reader = LayerReader.open(file, 0, 100)) {
            assertThat(Shards.read(reader))
                    .hasSize(300)
                    .allSatisfy(row -> assertThat(row).isEqualTo(constant));
        }
    }

    @Test
    void blocksOfTwoLayersCoverTheSameRows() {
        VectorSchema schema = new VectorSchema("heads", 8, List.of(3, 7), Dtype.FLOAT32);
        float[][] @Nullable [] cells = Shards.vectors(1, schema, 101, true);
        RunFile file = Shards.publish(root, out -> Shards.write(out, schema, cells, SMALL_ROW_GROUP));
        try (LayerReader three = LayerReader.open(file, 3, 10);
                LayerReader seven = LayerReader.open(file, 7, 10)) {
            for (long start = 0; start < 101; start += 10) {
                LayerBlock first = Objects.requireNonNull(three.next());
                LayerBlock second = Objects.requireNonNull(seven.next());
                assertThat(first.start()).isEqualTo(second.start()).isEqualTo(start);
                assertThat(first.length()).isEqualTo(second.length()).isEqualTo((int) Math.min(10, 101 - start));
                assertThat(first.floats().remaining()).isEqualTo(first.present() * 8);
                assertThat(first.doubles()).hasSize(first.present() * 8);
            }
            assertThat(three.next()).isNull();
            assertThat(three.next()).isNull();
        }
    }

    /** 1, a number that rounds up, one that rounds to even, infinity and NaN, in both types. */
    @ParameterizedTest
    @EnumSource(Dtype.class)
    void numbersSurviveToTheirPrecision(Dtype dtype) {
        float[] numbers = {
            1,
            -0.0f,
            1.01f,
            Float.intBitsToFloat(0x3f808000),
            Float.intBitsToFloat(0x3f818000),
            3e38f,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            Float.MIN_VALUE
        };
        float[] rounded = {
            1,
            -0.0f,
            1.0078125f,
            1,
            Float.intBitsToFloat(0x3f820000),
            Float.intBitsToFloat(0x7f620000),
            Float.POSITIVE_INFINITY,
            Float.NaN,
            0
        };
        VectorSchema schema = new VectorSchema("activations", numbers.length, List.of(0), dtype);
        RunFile file =
                Shards.publish(root, out -> Shards.write(out, schema, new float[][][] {{numbers}}, SMALL_ROW_GROUP));
        try (LayerReader reader = LayerReader.open(file, 0, 1)) {
            assertThat(Shards.read(reader)).containsExactly(dtype == Dtype.FLOAT32 ? numbers : rounded);
        }
    }

    @ParameterizedTest(name = "row groups of {0} bytes")
    @ValueSource(longs = {SMALL_ROW_GROUP, 1 << 20, VectorWriter.ROW_GROUP_BYTES})
    void readingOneLayerReadsLittleElse(long rowGroupBytes) {
        VectorSchema schema = new VectorSchema("activations", 256, Shards.layers(13), Dtype.FLOAT32);
        int rows = 500;
        float[][] @Nullable [] cells = Shards.vectors(1, schema, rows, false);
        RunFile file = Shards.publish(root, out -> Shards.write(out, schema, cells, rowGroupBytes));
        CountingFile counted = new CountingFile(file);
        try (LayerReader reader = LayerReader.open(counted, 5, 128)) {
            Shards.read(reader);
        }
        long layerBytes = (long) rows * schema.cellBytes(5);
        assertThat(counted.bytesRead()).isBetween(layerBytes / 2, layerBytes * 13 / 10);
    }

    @Test
    void aLayerThatIsNotThereIsNamed() {
        VectorSchema schema = new VectorSchema("activations", 4, List.of(1, 2), Dtype.FLOAT32);
        RunFile file = Shards.publish(
                root, out -> Shards.write(out, schema, Shards.vectors(1, schema, 3, false), SMALL_ROW_GROUP));
        assertThatThrownBy(() -> LayerReader.open(file, 5, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "File " + file + " has no vectors of layer 5; it has [1, 2]. Extract that layer, or leave it"
                                + " out of the settings");
        assertThatThrownBy(() -> LayerReader.open(file, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Blocks of 0 rows of dimension 4 do not fit an array");
    }

    @Test
    void vectorsOfAnotherDimensionAreRefusedWhenWritten() {
        VectorSchema schema = new VectorSchema("activations", 4, List.of(0), Dtype.FLOAT32);
        assertThatThrownBy(() -> Shards.publish(root, out -> {
                    try (VectorWriter writer = new VectorWriter(out, schema)) {
                        writer.add("a", List.of(new float[6]), 0);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Example a, layer 0: found 6 numbers and row 0, expected rows of 4");
    }

    /** A file whose cells are shorter than its metadata says. */
    @Test
    void vectorsOfAnotherDimensionAreRefusedWhenRead() {
        VectorSchema schema = new VectorSchema("activations", 4, List.of(0), Dtype.FLOAT32);
        VectorSchema lie = new VectorSchema("activations", 5, List.of(0), Dtype.FLOAT32);
        RunFile file = Shards.publish(root, out -> {
            try (RowWriter rows = new RowWriter(
                    out, VectorSchema.TABLE, schema.struct(), lie.metadata(), VectorWriter.ROW_GROUP_BYTES)) {
                rows.write(new Object[] {"a", new byte[16]});
            }
        });
        try (LayerReader reader = LayerReader.open(file, 0, 10)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "File " + file + ", column layer_00: row 0 has a cell of 16 bytes, expected 20"
                                    + " (5 numbers in float32)");
        }
    }

    @Test
    void aTableOfAnotherKindIsRefused() {
        RunFile file = Shards.publish(
                root, out -> QuarantineTable.TABLE.write(out, List.of(new Quarantined("a", "extract", "empty"))));
        assertThatThrownBy(() -> LayerReader.open(file, 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " has no metadata 'outlayer.feature'; found ");
    }

    @Test
    void layersAscendFromZero() {
        assertThatThrownBy(() -> new VectorSchema("activations", 4, List.of(2, 1), Dtype.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "found dimensions [4, 4] and layers [2, 1], expected one of at least 1 for each, and ascending layers");
    }

    /** Files of one width say so as they always did, so that either version reads the other's. */
    @Test
    void theWidthIsOneNumberWhereAllLayersShareIt() {
        assertThat(new VectorSchema("heads", 8, List.of(3, 7), Dtype.FLOAT32).metadata())
                .containsEntry("outlayer.dimension", "8")
                .doesNotContainKey("outlayer.dimensions");
        assertThat(new VectorSchema("probe-shift", List.of(8, 16), List.of(3, 7), Dtype.FLOAT32).metadata())
                .containsEntry("outlayer.dimensions", "8,16")
                .doesNotContainKey("outlayer.dimension");
    }

    @Test
    void aFeatureOfAllLayersTogetherHasOneColumn() {
        VectorSchema schema = new VectorSchema("joined", 5, List.of(Score.ALL_LAYERS), Dtype.FLOAT32);
        float[][] @Nullable [] cells = Shards.vectors(3, schema, 20, true);
        RunFile file = Shards.publish(root, out -> Shards.write(out, schema, cells, SMALL_ROW_GROUP));
        assertThat(VectorTable.schema(file)).isEqualTo(schema);
        assertThat(schema.struct().fieldNames()).containsExactly("id", "layer_all");
        try (LayerReader reader = LayerReader.open(file, Score.ALL_LAYERS, 7)) {
            assertThat(Shards.read(reader)).usingRecursiveComparison().isEqualTo(Arrays.asList(cells[0]));
        }
        assertThatThrownBy(() -> new VectorSchema("joined", 5, List.of(Score.ALL_LAYERS, 0), Dtype.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("ascending layers from 0, or all layers together (-2) alone");
    }

    @Test
    void aFileThatEndsEarlyIsNamedAsDamaged() throws IOException {
        VectorSchema schema = new VectorSchema("probe-shift", List.of(3, 40), List.of(1, 2), Dtype.FLOAT32);
        RunFile file = Shards.publish(
                root, out -> Shards.write(out, schema, Shards.vectors(1, schema, 500, false), SMALL_ROW_GROUP));
        try (FileChannel bytes = FileChannel.open(Path.of(URI.create(file.path())), StandardOpenOption.WRITE)) {
            bytes.truncate(bytes.size() / 2);
        }
        assertThatThrownBy(() -> LayerReader.open(file, 2, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " is damaged: cannot read the footer");
    }
}
