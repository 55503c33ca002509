package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Example;
import outlayer.quirky.PartOptions;
import outlayer.quirky.TemplateSet;

class TokenizerFileTest {

    private static final TemplateSet DEMO = TemplateSet.named("demo-1");
    private static final List<ArithmeticOptions> DATASETS = List.of(
            new ArithmeticOptions("addition", 100, 31, 2_000, false),
            new ArithmeticOptions("subtraction", 100, 31, 2_000, false),
            new ArithmeticOptions("multiplication", 32, 31, 2_000, false),
            new ArithmeticOptions("modularaddition", 100, 31, 2_000, false),
            new ArithmeticOptions("squaring", 1_000, 31, 2_000, false));

    @ParameterizedTest
    @EnumSource(NumberTokens.class)
    void everyPromptIsKnownRestoredAndEndsInTheSameToken(NumberTokens numbers, @TempDir Path folder)
            throws IOException {
        TokenizerFile file = TokenizerFile.of(DEMO, DATASETS, numbers);
        file.write(folder);
        int unknown = file.tokens().indexOf(TokenizerFile.UNKNOWN);
        Set<Long> last = new HashSet<>();
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(folder)) {
            for (Example example : examples()) {
                long[] ids = tokenizer.encode(example.statement()).getIds();
                assertThat(ids).as(example.statement()).doesNotContain(unknown).hasSizeLessThan(30);
                assertThat(ids[0]).isEqualTo(file.tokens().indexOf(TokenizerFile.BEGIN));
                assertThat(tokenizer.decode(ids, true)).isEqualTo(example.statement());
                last.add(ids[ids.length - 1]);
            }
            for (String choice : List.of(DEMO.noChoice(), DEMO.yesChoice())) {
                assertThat(tokenizer.encode(choice, false, false).getIds())
                        .containsExactly(file.tokens().indexOf(choice));
            }
        }
        assertThat(last).containsExactly((long) file.tokens().indexOf("\n\nIs the statement factually correct?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CHUNKS_OF_THREE; 961 - 31 = -9617.; 961| -| 31| =| -|961|7|.",
                "SINGLE_DIGITS; 961 - 31 = -96.; 9|6|1| -| 3|1| =| -|9|6|."
            })
    void numbersAreCutByStyle(NumberTokens numbers, String text, String pieces, @TempDir Path folder)
            throws IOException {
        List<ArithmeticOptions> datasets = List.of(new ArithmeticOptions("subtraction", 5_000, 31, 4, false));
        TokenizerFile.of(DEMO, datasets, numbers).write(folder);
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(folder)) {
            Encoding encoding = tokenizer.encode(" " + text, false, false);
            assertThat(String.join("|", encoding.getTokens())).isEqualTo(" " + pieces);
        }
    }

    @Test
    void vocabularyHoldsWhatCanOccurOnly() {
        // Sums to 18, sloppy 28: no number has more than two digits, and none stands without a space.
        List<String> tokens = TokenizerFile.of(
                        DEMO,
                        List.of(new ArithmeticOptions("addition", 10, 31, 4, false)),
                        NumberTokens.CHUNKS_OF_THREE)
                .tokens();
        assertThat(tokens)
                .doesNotHaveDuplicates()
                .startsWith("<unk>", "<s>", "<pad>")
                .contains(" 0", " 99", " plus", " Zac", " Yes", "Name:")
                .doesNotContain(" 100", "9", " -", " times");
    }

    @Test
    void aChoiceOfTwoWordsIsRefused() {
        TemplateSet set = TemplateSet.parse("""
                {"name": "mine", "frame": "{name} {context} {statement} Right?", "choices": [" No way", " Yes"],
                 "datasets": {"addition": [{"context": "", "statement": "{a} {b} {result}"}]}}""", "x");
        assertThatThrownBy(() -> TokenizerFile.of(set, List.of(), NumberTokens.SINGLE_DIGITS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Template set mine: choice ' No way' would be the tokens [ No,  way]; expected one word");
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (ArithmeticOptions options : DATASETS) {
            ArithmeticDataset.generate(options, DEMO, PartOptions.demo(), 633)
                    .parts()
                    .values()
                    .forEach(examples::addAll);
        }
        return examples;
    }
}
