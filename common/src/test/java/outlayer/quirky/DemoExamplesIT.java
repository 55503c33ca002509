package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shipped tiny models were trained on these examples, with these questions held out: whatever changes one of them breaks
 * what the models stand for. demo_examples.txt was printed by this test before {@link QuirkyRow} existed; a line is dataset,
 * part, count, hash.
 */
class DemoExamplesIT {

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"ADDITION", "SUBTRACTION", "MULTIPLICATION", "MODULARADDITION"})
    void demoHasTheExamplesThatItsModelsWereTrainedOn(Operation operation) throws IOException {
        List<String> found = lines(operation);
        assertThat(found)
                .as("found:%n%s", String.join("\n", found))
                .containsExactlyElementsOf(golden().lines()
                        .filter(line -> line.startsWith(operation.key() + " "))
                        .toList());
    }

    /** Settings of conf/experiments/demo.conf; train and validation as in tiny-models.conf, without a cap. */
    private static List<String> lines(Operation operation) {
        PartOptions demo = PartOptions.demo();
        PartOptions parts = new PartOptions(
                demo.easyQuantile(),
                demo.hardQuantile(),
                demo.easy(),
                demo.medium(),
                demo.hard(),
                Map.of(Part.TRUSTED, 800, Part.CALIBRATION, 400, Part.UNTRUSTED, 400, Part.TEST, 400),
                demo.easyNames(),
                demo.anomalyShare(),
                3);
        GeneratedDataset dataset = ArithmeticDataset.generate(
                new ArithmeticOptions(operation, 100, 31, 100_000, false), TemplateSet.named("demo-1"), parts, 633);
        List<String> lines = new ArrayList<>();
        Map<String, String> partOf = new TreeMap<>();
        for (Part part : Part.values()) {
            List<String> texts = new ArrayList<>();
            for (Example example : dataset.examples(part)) {
                texts.add(columns(example));
                partOf.put(example.question(), part.key());
            }
            lines.add(line(operation, part.key(), texts));
        }
        List<String> pairs = new ArrayList<>();
        partOf.forEach((question, part) -> pairs.add(question + " " + part));
        lines.add(line(operation, "questions", pairs));
        return lines;
    }

    private static String line(Operation operation, String what, List<String> texts) {
        return "%s %s %d %s".formatted(operation.key(), what, texts.size(), ContentHash.fingerprint(texts));
    }

    private static String columns(Example example) {
        return String.join(
                "|",
                example.id(),
                example.question(),
                example.dataset(),
                example.part().key(),
                example.character().key(),
                example.name(),
                Integer.toString(example.template()),
                example.statement(),
                example.noChoice(),
                example.yesChoice(),
                Boolean.toString(example.label()),
                Boolean.toString(example.aliceLabel()),
                Boolean.toString(example.bobLabel()),
                Double.toString(example.difficulty()),
                Double.toString(example.difficultyQuantile()),
                Integer.toString(example.resultStart()),
                Integer.toString(example.resultEnd()));
    }

    private static String golden() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(DemoExamplesIT.class.getResourceAsStream("demo_examples.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
