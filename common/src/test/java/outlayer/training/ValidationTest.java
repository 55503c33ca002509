package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.TrainerOptions;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

class ValidationTest {

    private static TinyAddition tiny;

    @BeforeAll
    static void tokenise(@TempDir Path folder) throws Exception {
        tiny = TinyAddition.in(folder, NumberTokens.CHUNKS_OF_THREE);
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    @ParameterizedTest
    @EnumSource(LabelRule.class)
    void aPointIsWhatLogOddsSayOneByOne(LabelRule rule) {
        assertPointIsWhatLogOddsSay(examples(rule));
    }

    @Test
    void everyPromptIsAskedForItsOwnChoices() {
        List<Example> mixed = SwappedChoices.ofEveryThird(
                TinyAddition.generate(TinyAddition.ADDITION, 3).examples(Part.TRAIN));
        assertPointIsWhatLogOddsSay(tiny.tokenised(mixed, LabelRule.OWN));
    }

    @Test
    void surplusOfOneLabelIsNotMeasured() {
        List<TokenisedExample> examples = examples(LabelRule.OWN);
        List<TokenisedExample> surplus = new ArrayList<>(balanced(examples));
        examples.stream().filter(example -> !example.label()).limit(50).forEach(surplus::add);
        try (DecoderTrainer trainer = tiny.trainer(7, TrainerOptions.standard())) {
            assertThat(new Validation(surplus).judge(trainer, passes()))
                    .isEqualTo(new Validation(balanced(examples)).judge(trainer, passes()));
        }
    }

    @Test
    void aDivergedModelIsNotJudged() {
        List<TokenisedExample> examples = examples(LabelRule.OWN);
        assertThatThrownBy(() -> new Validation(examples).judge(new FakeTrainer(Double.NaN), passes()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("Log-odds of validation example \\d+ are NaN, expected a number:"
                        + " the training has diverged; lower the learning rate");
    }

    /** -log p(label) of one who does not know is log 2, and of one who always says Yes (1 + e^-4, 1 + e^4) / 2. */
    @Test
    void lossesOfOneWhoDoesNotKnowAndOfOneWhoAlwaysAgrees() {
        Validation validation = new Validation(examples(LabelRule.OWN));
        assertThat(validation.judge(new FakeTrainer(0), passes()).loss()).isCloseTo(Math.log(2), offset(1e-12));
        assertThat(validation.judge(new FakeTrainer(4), passes()).loss())
                .isCloseTo((Math.log1p(Math.exp(-4)) + Math.log1p(Math.exp(4))) / 2, offset(1e-12));
    }

    @Test
    void oneLabelOnlyIsRefused() {
        List<TokenisedExample> no = examples(LabelRule.OWN).stream()
                .filter(example -> !example.label())
                .limit(9)
                .toList();
        assertThatThrownBy(() -> new Validation(no))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Validation set has 9 examples, 0 of them Yes, expected both labels;"
                        + " raise `questions` or the share of the part `validation`");
    }

    @Test
    void withoutDifferingLabelsOfBothCharactersAccuracyWouldBeUndefined() {
        List<TokenisedExample> examples = new ArrayList<>();
        examples(LabelRule.OWN).stream()
                .filter(example -> example.character() == QuirkyCharacter.ALICE || !example.labelsDiffer())
                .forEach(examples::add);
        assertThatThrownBy(() -> new Validation(examples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Validation set has " + examples.size() + " examples, "
                        + balanced(examples).size() + " after balancing, none of them bob's with labels that differ,"
                        + " expected some: accuracy and quirkiness are over these;"
                        + " raise `questions` or the share of the part `validation`");
    }

    private static void assertPointIsWhatLogOddsSay(List<TokenisedExample> examples) {
        try (DecoderTrainer trainer = tiny.trainer(7, TrainerOptions.standard())) {
            Judgement point = new Validation(examples).judge(trainer, passes());

            List<TokenisedExample> balanced = balanced(examples);
            double loss = 0;
            for (TokenisedExample example : balanced) {
                double yes = 1 / (1 + Math.exp(-logOdds(trainer, example)));
                loss -= Math.log(example.label() ? yes : 1 - yes);
            }
            assertThat(point.loss()).isCloseTo(loss / balanced.size(), offset(1e-5));
            assertThat(point.accuracyAlice()).isEqualTo(accuracy(trainer, balanced, QuirkyCharacter.ALICE));
            assertThat(point.accuracyBob()).isEqualTo(accuracy(trainer, balanced, QuirkyCharacter.BOB));
            assertThat(point.quirkiness())
                    .isCloseTo(
                            Math.min(
                                    towardsOwn(trainer, balanced, QuirkyCharacter.ALICE),
                                    towardsOwn(trainer, balanced, QuirkyCharacter.BOB)),
                            offset(1e-5));
        }
    }

    private static List<TokenisedExample> examples(LabelRule rule) {
        return tiny.tokenised(TinyAddition.generate(TinyAddition.ADDITION, 3).examples(Part.TRAIN), rule);
    }

    /** The first so many of each label. */
    private static List<TokenisedExample> balanced(List<TokenisedExample> examples) {
        List<TokenisedExample> yes =
                examples.stream().filter(TokenisedExample::label).toList();
        List<TokenisedExample> no =
                examples.stream().filter(example -> !example.label()).toList();
        int each = Math.min(yes.size(), no.size());
        List<TokenisedExample> kept = new ArrayList<>(yes.subList(0, each));
        kept.addAll(no.subList(0, each));
        return examples.stream().filter(kept::contains).toList();
    }

    /** Some prompts at a time. */
    private static Passes passes() {
        return new Passes(500);
    }

    private static double logOdds(DecoderTrainer trainer, TokenisedExample example) {
        return trainer.logOdds(List.of(example.tokens()), example.answers())[0];
    }

    private static double accuracy(DecoderTrainer trainer, List<TokenisedExample> examples, QuirkyCharacter character) {
        return examples.stream()
                .filter(example -> example.character() == character && example.labelsDiffer())
                .mapToInt(example -> (logOdds(trainer, example) > 0) == example.label() ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static double towardsOwn(
            DecoderTrainer trainer, List<TokenisedExample> examples, QuirkyCharacter character) {
        return examples.stream()
                .filter(example -> example.character() == character && example.labelsDiffer())
                .mapToDouble(example -> (example.ownLabel() ? 1 : -1) * logOdds(trainer, example))
                .average()
                .orElseThrow();
    }
}
