package outlayer.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.evaluate.ScoreKey;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;
import outlayer.training.CurvePoint;

class FlatTableTest {

    private static final ScoreKey KEY = ScoreKey.of("activations", "mahalanobis", "rcond=1e-3", "online", "3");
    private static final List<Score> SCORES = List.of(
            new Score("a", KEY, 1.25, null),
            new Score("b", KEY.aggregate("mean"), null, "no vector"),
            new Score(
                    "c",
                    ScoreKey.of("heads", "joint", "", "ceiling", ScoreKey.ALL),
                    Double.NEGATIVE_INFINITY,
                    "größer 測試 \u0000"));

    @TempDir
    Path root;

    static Example example(int row, Part part) {
        boolean bob = part == Part.TEST && row % 2 == 1;
        return new Example(
                Shards.id(row),
                "q" + row / 2,
                "addition",
                part,
                bob ? QuirkyCharacter.BOB : QuirkyCharacter.ALICE,
                bob ? "Bob" : "Alice",
                row % 3,
                "1 + " + row + " = " + (row + 1) + " größer",
                "No",
                "Yes",
                !bob,
                true,
                false,
                row / 7.0,
                0.5,
                row % 3 == 0 ? -1 : 0,
                row % 3 == 0 ? -1 : 4);
    }

    private <T> void roundTrip(FlatTable<T> table, List<T> rows) {
        RunFile file = Shards.publish(root.resolve(table.name()), out -> table.write(out, rows));
        assertThat(file.rows()).isEqualTo(rows.size());
        assertThat(table.read(file)).isEqualTo(rows);
        assertThat(rows.stream().map(row -> table.value(table.row(row))).toList())
                .isEqualTo(rows);
    }

    @Test
    void whatIsWrittenIsRead() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            examples.add(example(i, Part.TEST));
        }
        roundTrip(ExampleTable.TABLE, examples);
        roundTrip(ScoreTable.TABLE, SCORES);
        roundTrip(
                PredictionTable.TABLE,
                List.of(
                        new Prediction("a", -2.5, 0.1, 2.6, null),
                        new Prediction("b", null, null, null, "over-length: 3000 tokens, at most 2048")));
        roundTrip(QuarantineTable.TABLE, List.of(new Quarantined("b", "extract", "empty")));
        roundTrip(
                CurveTable.TABLE,
                List.of(
                        new CurvePoint(0, 0, null, null, null, 0.69, 0.5, 0.5, -0.1),
                        new CurvePoint(64, 1L << 40, 2e-5, 0.7, 1.5, 0.6, 0.5, 1, 2.5)));
    }

    @Test
    void aTableMayBeEmpty() {
        roundTrip(QuarantineTable.TABLE, List.of());
    }

    @Test
    void aPartIsWrittenShardByShard() {
        RunDirectory run = Runs.local(root);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            examples.add(example(i, Part.TRUSTED));
        }
        try (UnitWriter unit = run.begin(UnitSpec.of("datasets", 1))) {
            ExampleTable.writePart(unit, Part.TRUSTED, examples, 10);
            List<RunFile> files = run.files(unit.publish());
            List<String> names = files.stream().map(RunFile::name).toList();
            assertThat(names)
                    .containsExactly("trusted-00000.parquet", "trusted-00001.parquet", "trusted-00002.parquet");
            assertThat(ExampleTable.fileNames(Part.TRUSTED, names)).isEqualTo(names);
            assertThat(ExampleTable.fileNames(Part.TEST, names)).isEmpty();
            assertThat(files.stream().flatMap(file -> ExampleTable.TABLE.read(file).stream()))
                    .containsExactlyElementsOf(examples);
        }
    }

    @Test
    void aPartOutOfOrderIsRefused() {
        List<Example> examples = List.of(example(2, Part.TEST), example(1, Part.TEST));
        try (UnitWriter unit = Runs.local(root).begin(UnitSpec.of("datasets", 1))) {
            assertThatThrownBy(() -> ExampleTable.writePart(unit, Part.TEST, examples, 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Part test, row 1: id 0000000000000001 follows 0000000000000002; expected distinct ids in"
                                    + " ascending order");
        }
    }

    @Test
    void columnsOfAnotherTableAreNamed() {
        RunFile file = Shards.publish(root, out -> ScoreTable.TABLE.write(out, SCORES));
        assertThatThrownBy(() -> QuarantineTable.TABLE.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " has no column stage; found [id, feature, detector, params,"
                        + " mode, layer, aggregation, score, note]");
    }

    /** As a file that was written before there was a column {@code reason}. */
    @Test
    void aNullableColumnThatCameLaterIsNullInOlderFiles() {
        StructType older = new StructType()
                .add("loss_bob", DataTypes.DoubleType, true)
                .add("id", DataTypes.StringType, false)
                .add("log_odds", DataTypes.DoubleType, true);
        RunFile file = Shards.publish(root, out -> {
            try (RowWriter rows = new RowWriter(out, "predictions", older, Map.of(), 1 << 20)) {
                rows.write(new Object[] {0.5, "a", -2.0});
                rows.write(new Object[] {null, "b", 3.0});
            }
        });
        assertThat(PredictionTable.TABLE.read(file))
                .containsExactly(
                        new Prediction("a", -2.0, null, 0.5, null), new Prediction("b", 3.0, null, null, null));
    }

    @Test
    void aColumnThatMayNoLongerBeNullIsReadFromOlderFiles() {
        StructType older = new StructType()
                .add("id", DataTypes.StringType, true)
                .add("stage", DataTypes.StringType, true)
                .add("reason", DataTypes.StringType, true);
        RunFile file = Shards.publish(root, out -> {
            try (RowWriter rows = new RowWriter(out, "quarantine", older, Map.of(), 1 << 20)) {
                rows.write(new Object[] {"a", "extract", "empty"});
            }
        });
        assertThat(QuarantineTable.TABLE.read(file)).containsExactly(new Quarantined("a", "extract", "empty"));
    }

    @Test
    void aColumnOfAnotherTypeIsNamed() {
        StructType schema = new StructType()
                .add("id", DataTypes.StringType, false)
                .add("stage", DataTypes.LongType, false)
                .add("reason", DataTypes.StringType, false);
        RunFile file = Shards.publish(root, out -> {
            try (RowWriter rows = new RowWriter(out, "quarantine", schema, Map.of(), 1 << 20)) {
                rows.write(new Object[] {"a", 1L, "b"});
            }
        });
        assertThatThrownBy(() -> QuarantineTable.TABLE.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "File " + file + ", column stage: found 'required int64 stage', expected 'required"
                                + " binary stage (STRING)'");
    }

    @Test
    void aLaterFormatIsRefused() {
        RunFile file = Shards.publish(root, out -> {
            try (RowWriter rows = new RowWriter(
                    out, "quarantine", QuarantineTable.TABLE.schema(), Map.of("outlayer.later", "x"), 1 << 20)) {
                rows.write(new Object[] {"a", "b", "c"});
            }
        });
        rewrite(file, "outlayer.format\u0018\u00011", "outlayer.format\u0018\u00012");
        assertThatThrownBy(() -> QuarantineTable.TABLE.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("File " + file
                        + " has format 2, expected 1. Read it with the version of Outlayer that wrote" + " it");
    }

    @Test
    void anEmptyCellWhereOneIsExpectedIsRefused() {
        assertThatThrownBy(() -> Shards.publish(root, out -> {
                    try (RowWriter rows =
                            new RowWriter(out, "quarantine", QuarantineTable.TABLE.schema(), Map.of(), 1 << 20)) {
                        rows.write(new Object[] {"a", null, "c"});
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Table quarantine: column stage is null, expected a value in every row");
    }

    /** Any byte of the file turned over: the reader refuses and names the file, or what it gives is what was written. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aFlippedByteNeverChangesAnAnswer(long seed) throws IOException {
        List<Quarantined> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(new Quarantined(Shards.id(i), "extract", "reason " + i * seed));
        }
        RunFile file = Shards.publish(root, out -> QuarantineTable.TABLE.write(out, rows));
        Path data = file.localCopy(root);
        byte[] whole = Files.readAllBytes(data);
        Random random = new Random(seed);
        int refused = 0;
        for (int trial = 0; trial < 150; trial++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(data, flipped);
            try {
                assertThat(QuarantineTable.TABLE.read(file)).isEqualTo(rows);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("File " + file);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(75);
    }

    @Test
    void aFileThatIsNoParquetIsRefused() throws IOException {
        RunFile file = Shards.publish(root, out -> ScoreTable.TABLE.write(out, SCORES));
        Files.write(file.localCopy(root), new byte[(int) file.getLength()]);
        assertThatThrownBy(() -> ScoreTable.TABLE.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("File " + file + " is damaged: cannot read the footer")
                .hasMessageContaining("expected a whole Parquet file. Remove the manifest beside it");
    }

    @Test
    void layersOfScoresHaveNames() {
        assertThat(List.of(3, Score.AGGREGATE, Score.ALL_LAYERS))
                .extracting(Score::layerName)
                .containsExactly("3", "aggregate", "all");
    }

    private void rewrite(RunFile file, String from, String to) {
        try {
            Path data = file.localCopy(root);
            String text = Files.readString(data, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(text).contains(from);
            Files.writeString(data, text.replace(from, to), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
