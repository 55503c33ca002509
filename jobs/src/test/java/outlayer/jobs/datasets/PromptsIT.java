package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.SparkFixture;
import outlayer.quirky.DataCardText;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

class PromptsIT extends SparkFixture {

    @TempDir
    private static Path directory;

    private static Path prompts;

    @BeforeAll
    static void open() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            // Every fifth one comes twice.
            lines.append("{\"prompt\": \"Tell me about %d.\"}\n".formatted(i % 400));
        }
        prompts = Files.writeString(directory.resolve("prompts.jsonl"), lines);
    }

    @Test
    void trustedPromptsAreSetAsideInPartForCalibration() {
        EntryRun made = EntryRun.of(
                spark,
                directory.resolve("trusted"),
                "name = chat, prompts { path = \"%s\", part = trusted, calibration = 0.25 }".formatted(prompts));

        List<Example> trusted = made.examples(Part.TRUSTED);
        List<Example> calibration = made.examples(Part.CALIBRATION);
        Set<String> statements = new HashSet<>();
        made.examples()
                .forEach(example -> assertThat(statements.add(example.statement()))
                        .as("%s in one part only", example)
                        .isTrue());
        assertThat(trusted.size() + calibration.size()).isEqualTo(400);
        // Binomial(400, 1/4), within five standard deviations of 8.7.
        assertThat(calibration).hasSizeBetween(57, 143).noneMatch(Example::labelled);
        assertThat(trusted)
                .noneMatch(Example::labelled)
                .allMatch(example -> example.statement().startsWith("Tell me about"));
        assertThat(Shard.all(made.run(), made.experiment(), List.of(Part.TRUSTED, Part.TEST)))
                .extracting(Shard::part)
                .containsExactly(Part.TRUSTED);
        assertThat(DataCardText.of(made.card()))
                .contains("Dataset chat: prompts without labels", "500 prompts read, 400 kept");
    }

    @Test
    void untrustedOnesAreOnePart() {
        EntryRun made = EntryRun.of(
                spark,
                directory.resolve("untrusted"),
                "name = chat, prompts { path = \"%s\", part = untrusted }".formatted(prompts),
                "parts.caps.untrusted=50");

        assertThat(made.examples(Part.UNTRUSTED)).hasSize(50).isEqualTo(made.examples());
    }

    @Test
    void otherChoicesAreAnotherDataset() {
        String entry = "name = chat, prompts { path = \"%s\", part = untrusted%s }";
        EntryRun first = EntryRun.of(spark, directory.resolve("choices"), entry.formatted(prompts, ""));
        EntryRun other = EntryRun.of(
                spark, directory.resolve("choices"), entry.formatted(prompts, ", choices = [\" False\", \" True\"]"));

        assertThat(first.examples()).allMatch(example -> example.yesChoice().equals(" Yes"));
        assertThat(other.examples())
                .isNotEmpty()
                .allMatch(example -> example.yesChoice().equals(" True"));
    }

    @Test
    void aBlankPromptIsNamed() throws IOException {
        Path blank = Files.writeString(directory.resolve("blank.jsonl"), "{\"text\": \"a\"}\n{\"text\": \" \"}\n");

        assertThatThrownBy(() -> EntryRun.of(
                        spark,
                        directory.resolve("blank"),
                        "name = chat, prompts { path = \"%s\", part = untrusted, column = text }".formatted(blank)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Dataset chat, prompts of %s, column text: found a blank text in 1 of 2 rows, expected a prompt in every row"
                                .formatted(blank));
        assertThatThrownBy(() -> EntryRun.of(
                        spark,
                        directory.resolve("column"),
                        "name = chat, prompts { path = \"%s\", part = untrusted }".formatted(blank)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Dataset chat, prompts of %s, column prompt: found none, only [text], expected a text, number or boolean"
                                .formatted(blank));
    }
}
