package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

/** What ready-made sets become: examples of one part each. */
class ImportIT {

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

    static Stream<String> datasets() {
        return HubFiles.FIELDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyRecordOfEachOfTheTwelveBecomesExamplesOfOnePart(String dataset) {
        EntryRun imported =
                imports.made(dataset, imports.write(HubFiles.raw(dataset, QUESTIONS, 1), HubFiles.schema(dataset)));

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
        EntryRun truths = imports.made("hemisphere", imports.write(records, HubFiles.schema("hemisphere")));
        for (JsonObject record : records) {
            for (String label : List.of("label", "alice_label", "bob_label")) {
                record.addProperty(label, record.get(label).getAsBoolean() ? 1 : 0);
            }
        }
        String schema = "template_args STRUCT<city: STRING>, " + HubFiles.common("BIGINT");

        assertThat(imports.made("hemisphere", imports.write(records, schema)).examples())
                .isEqualTo(truths.examples());
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

        assertThat(imports.made("sciq", imports.write(sciq, HubFiles.schema("sciq")))
                        .card()
                        .distinctQuestions())
                .isEqualTo(20);
        assertThat(imports.made("addition", imports.write(sums, HubFiles.schema("addition")))
                        .card()
                        .distinctQuestions())
                .isEqualTo(20);
        assertThat(imports.made("sciq", imports.write(sciq, HubFiles.schema("sciq")), "question = [answer]")
                        .card()
                        .distinctQuestions())
                .isEqualTo(40);
    }

    @Test
    void quantilesCanBeThoseOfTheFile() {
        List<JsonObject> records = HubFiles.raw("nli", QUESTIONS, 4);
        records.forEach(record -> record.addProperty("difficulty_quantile", 0.99));
        Path source = imports.write(records, HubFiles.schema("nli"));

        EntryRun imported = imports.made("nli", source, "quantile = file");

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
        imports.write(train, HubFiles.schema("capitals"), source.resolve("data/train"));
        imports.write(validation, HubFiles.schema("capitals"), source.resolve("data/validation"));
        imports.write(ignored, HubFiles.schema("capitals"), source.resolve("data/other"));

        EntryRun imported = imports.made(
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
        assertThatThrownBy(() -> imports.made("capitals", source.resolve("data/train"), "splits { tset = [test] }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dataset capitals, import of " + source.resolve("data/train")
                        + ": found no file of the split `tset` among [");
    }

    @Test
    void templatedRecordsKeepTheirWords() {
        EntryRun imported =
                imports.made("mine", imports.write(HubFiles.templated(QUESTIONS, 7), HubFiles.templatedSchema()));

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
}
