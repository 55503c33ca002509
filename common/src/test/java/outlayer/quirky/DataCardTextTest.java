package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page as it should look; data-card.txt was read by a person before it became the golden. */
class DataCardTextTest {

    @Test
    void aCardIsAPage() throws IOException {
        ArithmeticOptions options = new ArithmeticOptions("subtraction", 100, 31, 4_000, false);
        GeneratedDataset dataset =
                ArithmeticDataset.generate(options, TemplateSet.named("demo-1"), PartOptions.demo(), 633);
        DataCardSums sums = new DataCardSums("subtraction");
        TokenCounts counts = new TokenCounts();
        dataset.parts()
                .values()
                .forEach(part -> part.forEach(example -> {
                    sums.add(example);
                    counts.add(example, example.statement().length() / 4);
                }));
        DataCard card = DataCard.of(
                        sums,
                        "subtraction",
                        TemplateSet.named("demo-1"),
                        PartOptions.demo(),
                        633,
                        4_000,
                        dataset.card().distinctQuestions())
                .with(new TokenLengths(List.of("pico", "nano"), counts.cells()), List.of());
        assertThat(DataCardText.of(card)).isEqualTo(golden());
        // The generator's own card, which knows no tokens, but repeats.
        assertThat(DataCardText.of(dataset.card())).doesNotContain("tokens").contains("subtraction");
        List<String> lines = DataCardText.of(card).lines().toList();
        assertThat(lines.stream().filter(line -> !line.startsWith("  ! ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    private static String golden() throws IOException {
        try (InputStream stream = Objects.requireNonNull(DataCardTextTest.class.getResourceAsStream("data-card.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
