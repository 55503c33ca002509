package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.jobs.TinyRun;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

class ImportIT {

    private static final int QUESTIONS = 120;

    @TempDir
    private static Path directory;

    private static SparkSession spark;
    private static int files;

    @BeforeAll
    static void open() {
        spark = TinyRun.spark(2);
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    private static Path write(List<JsonObject> records, String schema) {
        Path to = directory.resolve("source-" + files++);
        HubFiles.write(spark, records, schema, to);
        return to;
    }

    /** Messages name the files. */
    private static String naming(Path source, String message) {
        return message.replace(", import,", ", import of " + source + ",");
    }

    private static EntryRun made(String dataset, Path source, String... settings) {
        return EntryRun.of(
                spark,
                directory.resolve("run-" + files++),
                "name = %s, import { path = \"%s\", %s }".formatted(dataset, source, String.join(", ", settings)));
    }

    static Stream<String> datasets() {
        return HubFiles.FIELDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyRecordOfEachOfTheTwelveBecomesExamplesOfOnePart(String dataset) {
        EntryRun imported = made(dataset, write(HubFiles.raw(dataset, QUESTIONS, 1), HubFiles.schema(dataset)));

        Map<String, Part> partOf = new HashMap<>();
        Set<Double> quantiles = new HashSet<>();
        for (Example example : imported.examples()) {
            assertThat(partOf.merge(example.question(), example.part(), (before, now) -> before))
                    .isEqualTo(example.part());
            // Difficulty is ten times the number, of which the quantile is (number + 1/2) / 120 exactly.
            int number = (int) example.difficulty() / 10;
            assertThat(example.difficultyQuantile()).isEqualTo((number + 0.5) / QUESTIONS);
            assertThat(example.statement()).contains("" + number);
            quantiles.add(example.difficultyQuantile());
        }
        assertThat(partOf).hasSize(QUESTIONS);
        assertThat(quantiles).hasSize(QUESTIONS);
        assertThat(imported.card().baseQuestions()).isEqualTo(QUESTIONS);
        assertThat(imported.card().distinctQuestions()).isEqualTo(QUESTIONS);
    }

    @Test
    void integersAreLabelsToo() {
        List<JsonObject> records = HubFiles.raw("hemisphere", QUESTIONS, 2);
        EntryRun truths = made("hemisphere", write(records, HubFiles.schema("hemisphere")));
        for (JsonObject record : records) {
            for (String label : List.of("label", "alice_label", "bob_label")) {
                record.addProperty(label, record.get(label).getAsBoolean() ? 1 : 0);
            }
        }
        String schema = "template_args STRUCT<city: STRING>, " + HubFiles.common("BIGINT");

        assertThat(made("hemisphere", write(records, schema)).examples()).isEqualTo(truths.examples());
    }

    /** Both answers of a question, and its operands in either order, are one question. */
    @Test
    void whatIsOneQuestionDependsOnTheDataset() {
        List<JsonObject> sciq = HubFiles.raw("sciq", 40, 3);
        for (int i = 0; i < sciq.size(); i++) {
            JsonObject args = sciq.get(i).getAsJsonObject("template_args");
            args.addProperty("question", "q" + i / 4);
            args.addProperty("support", "s" + i / 4);
        }
        List<JsonObject> sums = HubFiles.raw("addition", 40, 3);
        for (int i = 0; i < sums.size(); i++) {
            JsonObject args = sums.get(i).getAsJsonObject("template_args");
            args.addProperty("op1", i / 2 % 2 == 0 ? i / 4 : 1_000);
            args.addProperty("op2", i / 2 % 2 == 0 ? 1_000 : i / 4);
        }

        assertThat(made("sciq", write(sciq, HubFiles.schema("sciq"))).card().distinctQuestions())
                .isEqualTo(20);
        assertThat(made("addition", write(sums, HubFiles.schema("addition")))
                        .card()
                        .distinctQuestions())
                .isEqualTo(20);
        assertThat(made("sciq", write(sciq, HubFiles.schema("sciq")), "question = [answer]")
                        .card()
                        .distinctQuestions())
                .isEqualTo(40);
    }

    @Test
    void quantilesCanBeThoseOfTheFile() {
        List<JsonObject> records = HubFiles.raw("nli", QUESTIONS, 4);
        records.forEach(record -> record.addProperty("difficulty_quantile", 0.99));
        Path source = write(records, HubFiles.schema("nli"));

        EntryRun imported = made("nli", source, "quantile = file");

        assertThat(imported.examples()).allMatch(example -> example.difficultyQuantile() == 0.99);
        assertThat(imported.examples(Part.TRUSTED)).isEmpty();
        assertThat(imported.examples(Part.TEST)).isNotEmpty();
    }

    @Test
    void splitsOfTheSourceFillThePartsThatTheyAreGiven() {
        List<JsonObject> train = HubFiles.raw("capitals", QUESTIONS, 5);
        List<JsonObject> validation = HubFiles.raw("capitals", QUESTIONS, 5).subList(200, 240);
        List<JsonObject> ignored = HubFiles.raw("capitals", 10, 6);
        Path source = directory.resolve("splits");
        HubFiles.write(spark, train, HubFiles.schema("capitals"), source.resolve("data/train"));
        HubFiles.write(spark, validation, HubFiles.schema("capitals"), source.resolve("data/validation"));
        HubFiles.write(spark, ignored, HubFiles.schema("capitals"), source.resolve("data/other"));

        EntryRun imported = made(
                "capitals",
                source.resolve("data"),
                "options { recursiveFileLookup = true }, splits { train = [train, trusted, untrusted], validation = [test] }");

        Set<String> tested = new HashSet<>();
        imported.examples(Part.TEST).forEach(example -> tested.add(example.question()));
        // Questions 100 to 119 stand in both splits: they are tested on, and so never trained on.
        assertThat(tested).hasSize(20);
        assertThat(imported.examples(Part.TRAIN))
                .isNotEmpty()
                .allMatch(example -> example.difficulty() < 1_000)
                .noneMatch(example -> tested.contains(example.question()));
        assertThat(imported.examples(Part.CALIBRATION)).isEmpty();
        assertThat(imported.card().distinctQuestions()).isEqualTo(QUESTIONS);
        assertThatThrownBy(() -> made("capitals", source.resolve("data/train"), "splits { tset = [test] }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dataset capitals, import of " + source.resolve("data/train")
                        + ": found no file of the split `tset` among [");
    }

    @Test
    void templatedRecordsKeepTheirWords() {
        EntryRun imported = made("mine", write(HubFiles.templated(QUESTIONS, 7), HubFiles.templatedSchema()));

        List<Example> examples = imported.examples();
        assertThat(examples).isNotEmpty().allSatisfy(example -> {
            assertThat(example.statement()).startsWith("Name: " + example.name() + "\n");
            assertThat(example.name()).isEqualTo(example.character() == QuirkyCharacter.ALICE ? "Veronica" : "Nina");
            assertThat(example.template()).isEqualTo(-1);
            assertThat(example.yesChoice()).isEqualTo(" Yes");
        });
        assertThat(imported.examples(Part.TRUSTED)).allMatch(example -> example.character() == QuirkyCharacter.ALICE);
        // Alice's and Bob's prompt of a city differ in the name alone, and are one question.
        assertThat(imported.card().distinctQuestions()).isEqualTo(QUESTIONS);
    }

    static Stream<Arguments> oddRecords() {
        return Stream.of(
                odd(
                        record -> record.add("alice_label", JsonNull.INSTANCE),
                        "Dataset hemisphere, import, column alice_label: found null in 1 of 240 rows, expected true or false, or 1 or 0 in every row"),
                odd(
                        record -> record.getAsJsonObject("template_args").add("city", JsonNull.INSTANCE),
                        "Dataset hemisphere, import, column template_args.city: found null in 1 of 240 rows, expected a text, number or boolean in every row"),
                odd(
                        record -> record.addProperty("character", "Carol"),
                        "Dataset hemisphere, import, column character: found Carol in 1 of 240 rows, expected Alice or Bob in every row"),
                odd(
                        record ->
                                record.addProperty("label", !record.get("label").getAsBoolean()),
                        "Dataset hemisphere, import, column label: found %s in 1 of 240 rows, expected the label of the record's character in every row"),
                odd(
                        record -> record.add("difficulty", JsonNull.INSTANCE),
                        "Dataset hemisphere, import, column difficulty: found null in 1 of 240 rows, expected a finite number in every row"));
    }

    private static Arguments odd(Consumer<JsonObject> change, String message) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest
    @MethodSource("oddRecords")
    void oneOddRecordIsAnErrorThatSaysWhatItIs(String message, Consumer<JsonObject> change) {
        List<JsonObject> records = HubFiles.raw("hemisphere", QUESTIONS, 8);
        change.accept(records.get(17));
        Path source = write(records, HubFiles.schema("hemisphere"));

        assertThatThrownBy(() -> made("hemisphere", source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(naming(source, message.formatted(records.get(17).get("label"))));
    }

    static Stream<Arguments> oddSchemas() {
        String common = HubFiles.common("BOOLEAN");
        return Stream.of(
                Arguments.of(
                        "statement STRING, " + common,
                        "Dataset hemisphere, import, column choices: found none, only [statement, character, label, alice_label, bob_label, difficulty, difficulty_quantile], expected a list of two texts, no and yes"),
                Arguments.of(
                        common,
                        "Dataset hemisphere, import, column template_args: found none, only [character, label, alice_label, bob_label, difficulty, difficulty_quantile], expected a struct of fields, or the columns statement and choices"),
                Arguments.of(
                        "template_args STRING, " + common,
                        "Dataset hemisphere, import, column template_args: found string, expected a struct of fields"),
                Arguments.of(
                        "template_args STRUCT<town: STRING>, " + common,
                        "Dataset hemisphere, import, column template_args.city: found none, only [town], expected a text or number"),
                Arguments.of(
                        "template_args STRUCT<city: ARRAY<STRING>>, " + common,
                        "Dataset hemisphere, import, column template_args.city: found array<string>, expected a text, number or boolean"),
                Arguments.of(
                        "template_args STRUCT<city: STRING>, "
                                + common.replace("alice_label BOOLEAN", "alice_label STRING"),
                        "Dataset hemisphere, import, column alice_label: found string, expected true or false, or 1 or 0"),
                Arguments.of(
                        "template_args STRUCT<city: STRING>, "
                                + common.replace("difficulty BIGINT", "difficulty STRING"),
                        "Dataset hemisphere, import, column difficulty: found string, expected a finite number"));
    }

    @ParameterizedTest
    @MethodSource("oddSchemas")
    void aMissingColumnOrWrongTypeIsNamed(String schema, String message) {
        Path source = write(HubFiles.raw("hemisphere", 4, 9), schema);

        assertThatThrownBy(() -> made("hemisphere", source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(naming(source, message));
    }

    @Test
    void oneClassOfLabelsIsNoDataset() {
        List<JsonObject> records = HubFiles.raw("hemisphere", QUESTIONS, 10);
        records.forEach(record -> {
            record.addProperty("bob_label", true);
            if (record.get("character").getAsString().equals("Bob")) {
                record.addProperty("label", true);
            }
        });
        Path source = write(records, HubFiles.schema("hemisphere"));

        assertThatThrownBy(() -> made("hemisphere", source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        naming(
                                source,
                                "Dataset hemisphere, import, column bob_label: found true in all 240 rows, expected both labels"));
    }

    @Test
    void aNumberThatIsNoLabelIsNamed() {
        List<JsonObject> records = HubFiles.raw("hemisphere", QUESTIONS, 11);
        for (JsonObject record : records) {
            for (String label : List.of("label", "alice_label", "bob_label")) {
                record.addProperty(label, record.get(label).getAsBoolean() ? 1 : 0);
            }
        }
        records.get(5).addProperty("bob_label", 2);
        Path source = write(records, "template_args STRUCT<city: STRING>, " + HubFiles.common("INT"));

        assertThatThrownBy(() -> made("hemisphere", source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        naming(
                                source,
                                "Dataset hemisphere, import, column bob_label: found 2 in 1 of 240 rows, expected true or false, or 1 or 0 in every row"));
    }

    @Test
    void aSourceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> made("hemisphere", directory.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dataset hemisphere, source import: found nothing at ")
                .hasMessageEndingWith("expected a file or directory");
    }
}
