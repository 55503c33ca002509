package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of the log-odds against those of torch autograd through transformers and PEFT, see {@code golden/make_golden.py}. */
final class GradientGoldenTest {

    private static final double TOLERANCE = 1e-4;
    private static final double VALUE_TOLERANCE = 1e-5;
    private static final double LOG_ODDS_TOLERANCE = 1e-5;

    private final GoldenPrompts asked;

    GradientGoldenTest() throws IOException {
        asked = GoldenPrompts.read();
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void gradientsAreThoseOfAutograd(GoldenCase golden) throws Exception {
        Taps everything = golden.everything();
        golden.open(Precision.FLOAT32, model -> {
            Gradients both = model.differentiate(asked.prompts(), asked.answers(), everything, List.of());
            Readout gradients = both.ofLogOdds();
            Agreement.assertRows(both.values(), golden.expected(), VALUE_TOLERANCE);
            Agreement.assertLogOdds(both.values(), golden.expected(), LOG_ODDS_TOLERANCE);
            assertThat(gradients.layers(Point.RESIDUAL)).containsExactly(0, 1, 2, 3);
            assertThat(gradients.layers(Point.HEADS)).containsExactly(0, 1, 2);
            Agreement.assertRows(gradients, golden.expectedGradients(), TOLERANCE);
            Agreement.assertLogOdds(gradients, golden.expected(), LOG_ODDS_TOLERANCE);
        });
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void onePromptAndOnePointAreDifferentiatedAsAllAre(GoldenCase golden) throws Exception {
        Taps some = Taps.none().and(Point.HEADS, List.of(0, 2));
        golden.open(Precision.FLOAT32, model -> {
            for (int i = 0; i < asked.prompts().size(); i++) {
                Readout alone = model.differentiate(List.of(asked.prompts().get(i)), asked.answers(), some, List.of())
                        .ofLogOdds();
                assertThat(alone.layers(Point.HEADS)).containsExactly(0, 2);
                Agreement.assertRow(alone, 0, golden.expectedGradients(), i, TOLERANCE);
            }
        });
    }
}
