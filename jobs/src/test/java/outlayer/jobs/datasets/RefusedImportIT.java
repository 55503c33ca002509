package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources that no dataset can be made of: what is odd is named, with the file. */
class RefusedImportIT {

    private static final int QUESTIONS = 120;

    @TempDir
    private static Path directory;

    private static Imports imports;

    @BeforeAll
    static void open() {
        imports = new Imports(directory);
    }

    @AfterAll
    static void close() {
        imports.close();
    }

    /** Messages name the files. */
    private static String naming(Path source, String message) {
        return message.replace(", import,", ", import of " + source + ",");
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
        Path source = imports.write(records, HubFiles.schema("hemisphere"));

        assertThatThrownBy(() -> imports.made("hemisphere", source))
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
        Path source = imports.write(HubFiles.raw("hemisphere", 4, 9), schema);

        assertThatThrownBy(() -> imports.made("hemisphere", source))
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
        Path source = imports.write(records, HubFiles.schema("hemisphere"));

        assertThatThrownBy(() -> imports.made("hemisphere", source))
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
        Path source = imports.write(records, "template_args STRUCT<city: STRING>, " + HubFiles.common("INT"));

        assertThatThrownBy(() -> imports.made("hemisphere", source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        naming(
                                source,
                                "Dataset hemisphere, import, column bob_label: found 2 in 1 of 240 rows, expected true or false, or 1 or 0 in every row"));
    }

    @Test
    void aSourceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> imports.made("hemisphere", directory.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dataset hemisphere, source import: found nothing at ")
                .hasMessageEndingWith("expected a file or directory");
    }
}
