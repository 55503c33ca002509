package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.S3Server;

/** Tables at the size of a real model, on an object store, and as Spark sees them. */
class VectorTableIT {

    private static final VectorSchema SMALL = new VectorSchema("activations", 6, List.of(0, 4, 12), Dtype.FLOAT32);

    @TempDir
    Path root;

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("tables")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** 33 states of 4096 numbers: 162 MB, of which one layer is 4.9. */
    @Test
    void oneLayerOfALargeModelIsReadByItself() {
        VectorSchema schema = new VectorSchema("activations", 4096, Shards.layers(33), Dtype.FLOAT32);
        int rows = 300;
        float[] pool = Shards.normal(new Random(1), rows * 33 + 4096);
        RunFile file = Shards.publish(root, out -> {
            try (VectorWriter writer = new VectorWriter(out, schema)) {
                for (int i = 0; i < rows; i++) {
                    int row = i;
                    writer.add(
                            Shards.id(i),
                            schema.layers().stream()
                                    .map(layer -> vector(pool, row, layer))
                                    .toList(),
                            0);
                }
            }
        });
        CountingFile counted = new CountingFile(file);
        try (LayerReader reader = LayerReader.open(counted, 17, 100)) {
            List<float @Nullable []> read = Shards.read(reader);
            assertThat(read).hasSize(rows);
            for (int i = 0; i < rows; i++) {
                assertThat(read.get(i)).isEqualTo(vector(pool, i, 17));
            }
        }
        assertThat(counted.bytesRead()).isLessThan(rows * 4096L * 4 * 13 / 10);
    }

    private static float[] vector(float[] pool, int row, int layer) {
        return Arrays.copyOfRange(pool, row * 33 + layer, row * 33 + layer + 4096);
    }

    @Test
    void anObjectStoreServesAsWell() throws Exception {
        try (S3Server server = S3Server.start(root)) {
            RunDirectory run = RunDirectory.open(server.bucket() + "/run", server.configuration());
            float[][] @Nullable [] cells = Shards.vectors(1, SMALL, 50, true);
            RunFile file = Shards.publish(run, "s3", out -> Shards.write(out, SMALL, cells, 20_000));
            try (LayerReader reader = LayerReader.open(file, 12, 7)) {
                assertThat(Shards.read(reader)).usingRecursiveComparison().isEqualTo(Arrays.asList(cells[2]));
            }
        }
    }

    @Test
    void sparkReadsTheFilesThatManifestsName() {
        RunDirectory run = Runs.local(root.resolve("my run größer"));
        float[][] @Nullable [] cells = Shards.vectors(1, SMALL, 40, true);
        RunFile vectors = Shards.publish(run, "vectors", out -> Shards.write(out, SMALL, cells, 20_000));
        ScoreKey key = ScoreKey.of("activations", "d", "", "online", "3");
        List<Score> scores = List.of(new Score("a", key, null, "n/a"), new Score("b", key, 0.5, null));
        RunFile first = Shards.publish(run, "first", out -> ScoreTable.TABLE.write(out, scores));
        RunFile second = Shards.publish(run, "second", out -> ScoreTable.TABLE.write(out, scores));

        assertThat(ScoreTable.TABLE.load(spark, List.of(first)).collectAsList().stream()
                        .map(ScoreTable.TABLE::value))
                .containsExactlyInAnyOrderElementsOf(scores);
        assertThat(ScoreTable.TABLE.load(spark, List.of(first, second)).count()).isEqualTo(4);
        assertThat(ScoreTable.TABLE.load(spark, List.of()).count()).isZero();

        Dataset<Row> wide = VectorTable.load(spark, List.of(vectors));
        assertThat(wide.columns()).containsExactly("id", "layer_00", "layer_04", "layer_12");
        assertThat(wide.schema().apply("layer_04").metadata().getLong("dimension"))
                .isEqualTo(6);

        List<Row> rows = LongView.of(spark, List.of(vectors), List.of(4, 12))
                .orderBy("id", "layer")
                .collectAsList();
        assertThat(rows).hasSize(80);
        for (int i = 0; i < 80; i++) {
            assertThat(rows.get(i).getString(0)).isEqualTo(Shards.id(i / 2));
            assertThat(rows.get(i).getInt(1)).isEqualTo(i % 2 == 0 ? 4 : 12);
            float @Nullable [] expected = cells[1 + i % 2][i / 2];
            assertThat(rows.get(i).isNullAt(2)).isEqualTo(expected == null);
            if (expected != null) {
                List<Float> numbers = rows.get(i).getList(2);
                for (int j = 0; j < 6; j++) {
                    assertThat(numbers.get(j)).isEqualTo(expected[j]);
                }
            }
        }
        wide.createOrReplaceTempView("vectors");
        assertThat(spark.sql("select size(outlayer_float32(layer_00)) n from vectors where layer_00 is not null")
                        .distinct()
                        .collectAsList())
                .extracting(row -> row.getInt(0))
                .containsExactly(6);
    }

    @Test
    void filesOfDifferentModelsAreNotMixed() {
        RunDirectory run = Runs.local(root);
        VectorSchema other = new VectorSchema("activations", 8, List.of(0), Dtype.FLOAT32);
        RunFile first =
                Shards.publish(run, "a", out -> Shards.write(out, SMALL, Shards.vectors(1, SMALL, 2, false), 20_000));
        RunFile second =
                Shards.publish(run, "b", out -> Shards.write(out, other, Shards.vectors(1, other, 2, false), 20_000));
        assertThatThrownBy(() -> VectorTable.load(spark, List.of(first, second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Vector files differ: " + first)
                .hasMessageEndingWith("Choose files of one model and feature");
        assertThatThrownBy(() -> LongView.of(spark, List.of(first), List.of(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layers [5] of " + first + ": expected some of [0, 4, 12]");
    }
}
