package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCountsTest {

    @Test
    void lengthsAreOfPartAndCharacterOrOfPrompts() {
        TokenCounts counts = new TokenCounts();
        PromptSet prompts = new PromptSet("logs", Part.TRUSTED, 0, 0);
        counts.add(prompts.example("one"), 3);
        counts.add(prompts.example("another"), 9);
        List<Example> asked = ArithmeticDataset.generate(
                        new ArithmeticOptions("addition", 100, 31, 400, false),
                        TemplateSet.named("demo-1"),
                        PartOptions.demo(),
                        1)
                .examples(Part.TEST);
        asked.forEach(example -> counts.add(example, example.character() == QuirkyCharacter.BOB ? 7 : 5));

        TokenLengths lengths = new TokenLengths(List.of("pico", "nano"), counts.cells());

        assertThat(lengths.name()).isEqualTo("pico");
        assertThat(lengths.of(Part.TRUSTED, null)).isEqualTo(new Spread(3, 3, 3, 9, 9));
        assertThat(lengths.of(Part.TEST, QuirkyCharacter.ALICE)).isEqualTo(new Spread(5, 5, 5, 5, 5));
        assertThat(lengths.of(Part.TEST, QuirkyCharacter.BOB)).isEqualTo(new Spread(7, 7, 7, 7, 7));
        assertThat(lengths.of(Part.TRUSTED, QuirkyCharacter.ALICE)).isNull();
        assertThat(lengths.cells().stream().mapToLong(TokenLengths.Cell::counted))
                .hasSize(3)
                .startsWith(2L);
        assertThat(lengths.reachLimit()).isFalse();
    }

    @Test
    void aPartAtTheLimitMayHaveMorePrompts() {
        TokenCounts counts = new TokenCounts();
        PromptSet prompts = new PromptSet("logs", Part.UNTRUSTED, 0, 0);
        for (int i = 0; i < TokenLengths.MOST_COUNTED; i++) {
            counts.add(prompts.example("Prompt " + i), i);
        }
        assertThat(new TokenLengths(List.of("pico"), counts.cells()).reachLimit())
                .isTrue();
    }

    @Test
    void aTokenizerBelongsToAModel() {
        assertThatThrownBy(() -> new TokenLengths(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("models is empty, expected those that have the tokenizer");
    }
}
