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
        List<TokenisedExample> examples = examples(rule);
        try (DecoderTrainer trainer = tiny.trainer(7, TrainerOptions.standard())) {
            CurvePoint point = new Validation(examples, tiny.answers()).measure(trainer, 40, 0.25);

            List<TokenisedExample> balanced = balanced(examples);
            double loss = 0;
            for (TokenisedExample example : balanced) {
                double yes = 1 / (1 + Math.exp(-logOdds(trainer, example)));
                loss -= Math.log(example.label() ? yes : 1 - yes);
            }
            assertThat(point.step()).isEqualTo(40);
            assertThat(point.trainLoss()).isEqualTo(0.25);
            assertThat(point.validationLoss()).isCloseTo(loss / balanced.size(), offset(1e-5));
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

    @Test
    void surplusOfOneLabelIsNotMeasured() {
        List<TokenisedExample> examples = examples(LabelRule.OWN);
        List<TokenisedExample> surplus = new ArrayList<>(balanced(examples));
        examples.stream().filter(example -> !example.label()).limit(50).forEach(surplus::add);
        try (DecoderTrainer trainer = tiny.trainer(7, TrainerOptions.standard())) {
            assertThat(new Validation(surplus, tiny.answers()).measure(trainer, 0, null))
                    .isEqualTo(new Validation(balanced(examples), tiny.answers()).measure(trainer, 0, null));
        }
    }

    @Test
    void oneLabelOnlyIsRefused() {
        List<TokenisedExample> no = examples(LabelRule.OWN).stream()
                .filter(example -> !example.label())
                .limit(9)
                .toList();
        assertThatThrownBy(() -> new Validation(no, tiny.answers()))
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
        assertThatThrownBy(() -> new Validation(examples, tiny.answers()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Validation set has " + examples.size() + " examples, "
                        + balanced(examples).size() + " after balancing, none of them bob's with labels that differ,"
                        + " expected some: accuracy and quirkiness are over these;"
                        + " raise `questions` or the share of the part `validation`");
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

    private static double logOdds(DecoderTrainer trainer, TokenisedExample example) {
        return trainer.logOdds(List.of(example.tokens()), tiny.answers())[0];
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
