package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptSetTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 633})
    void aShareOfTrustedPromptsIsSetAside(long salt) {
        PromptSet prompts = new PromptSet("logs", Part.TRUSTED, 0.2, salt);
        int calibration = 0;
        int n = 10_000;
        for (int i = 0; i < n; i++) {
            Part part = prompts.example("prompt " + i).part();
            assertThat(prompts.parts()).contains(part);
            calibration += part == Part.CALIBRATION ? 1 : 0;
        }
        assertThat(calibration / (double) n).isEqualTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / n)));
    }

    @Test
    void aPromptIsShownAsItIs() {
        Example example = new PromptSet("logs", Part.UNTRUSTED, 0, 0).example(" {name} \"\n");
        assertThat(example.statement()).isEqualTo(" {name} \"\n");
        assertThat(example.part()).isEqualTo(Part.UNTRUSTED);
        assertThat(example.labelled()).isFalse();
        assertThat(example).isEqualTo(new PromptSet("logs", Part.UNTRUSTED, 0, 1).example(" {name} \"\n"));
        assertThat(example.id())
                .isNotEqualTo(
                        new PromptSet("logs", Part.UNTRUSTED, 0, 0).example("x").id());
    }

    @Test
    void whatNeedsALabelIsRefused() {
        Example example = new PromptSet("logs", Part.TRUSTED, 0, 0).example("Why?");
        for (ThrowingCallable need : new ThrowingCallable[] {
            example::label,
            example::aliceLabel,
            example::bobLabel,
            example::labelsDiffer,
            example::anomalous,
            example::answer,
            example::character,
            example::name,
            example::template,
            example::difficulty,
            example::difficultyQuantile
        }) {
            assertThatThrownBy(need)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Dataset logs, part trusted, example %s is an unlabelled prompt: it has no character, label"
                                            .formatted(example.id())
                                    + " or difficulty; leave the dataset out of what needs them (train, evaluate, supervised"
                                    + " fits)");
        }
        assertThatThrownBy(() -> new Example("1", "2", "logs", Part.TEST, null, "Why?", " No", " Yes", -1, -1))
                .hasMessage(
                        "Example 1 of logs: part test needs labels and characters; unlabelled prompts can be trusted,"
                                + " calibration or untrusted");
    }

    @Test
    void senselessSetsAreRefused() {
        assertThatThrownBy(() -> new PromptSet("logs", Part.TEST, 0, 0))
                .hasMessage("Prompts of logs are to be part test; prompts without labels can be trusted or untrusted");
        assertThatThrownBy(() -> new PromptSet("logs", Part.UNTRUSTED, 0.1, 0))
                .hasMessage("Prompts of logs: calibration share is 0.1 of part untrusted; expected 0 to less than 1 of"
                        + " trusted prompts, 0 of untrusted ones");
        assertThatThrownBy(() -> new PromptSet("logs", Part.TRUSTED, 1, 0))
                .hasMessageContaining("calibration share is 1.0 of part trusted");
        assertThatThrownBy(() -> new PromptSet("logs", Part.TRUSTED, 0, 0, " a", " a"))
                .hasMessage("Prompts of logs: both choices are ' a'");
        assertThatThrownBy(() -> new PromptSet("logs", Part.TRUSTED, 0, 0).example(" \n"))
                .hasMessage("Prompts of logs: a prompt is empty");
    }
}
