package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readings at all tokens of a prompt against transformers and PEFT, see {@code golden/make_golden.py}. */
final class EveryTokenGoldenTest {

    private static final double TOLERANCE = 1e-5;

    private final GoldenPrompts asked;

    EveryTokenGoldenTest() throws IOException {
        asked = GoldenPrompts.read();
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void everyTokenIsThatOfTransformers(GoldenCase golden) throws Exception {
        Taps everyToken = Taps.residuals(golden.config()).at(Positions.ALL);
        golden.open(Precision.FLOAT32, model -> {
            Readout read = model.read(asked.shorter(), null, everyToken);
            assertThat(read.layers(Point.RESIDUAL)).containsExactly(0, 1, 2, 3);
            Agreement.assertRows(read, golden.expectedTokens(), TOLERANCE);
        });
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void everyTokenIsTheLastOfWhatItEnds(GoldenCase golden) throws Exception {
        Taps everything = golden.everything();
        int[] prompt = asked.prompts().get(5);
        var beginnings = new ArrayList<int[]>();
        for (int length = 1; length <= prompt.length; length++) {
            beginnings.add(Arrays.copyOf(prompt, length));
        }
        golden.open(Precision.FLOAT32, model -> {
            Readout tokens = model.read(List.of(prompt), asked.answers(), everything.at(Positions.ALL));
            Readout last = model.read(beginnings, asked.answers(), everything);
            assertThat(tokens.layers(Point.MLP)).containsExactly(0, 1, 2);
            Agreement.assertRows(tokens, last, TOLERANCE);
            assertThat(tokens.logOdds()).hasSize(1);
            assertThat(tokens.logOdds()[0]).isCloseTo(last.logOdds()[prompt.length - 1], offset(TOLERANCE));
        });
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void amongAllTokensOfABatchTheLastOnesAreThoseOfTransformers(GoldenCase golden) throws Exception {
        Taps everyToken = golden.everything().at(Positions.ALL);
        golden.open(Precision.FLOAT32, model -> {
            Readout expected = golden.expected();
            Readout read = model.read(asked.prompts(), asked.answers(), everyToken);
            Agreement.assertLogOdds(read, expected, TOLERANCE);
            int end = 0;
            for (int i = 0; i < asked.prompts().size(); i++) {
                end += asked.prompts().get(i).length;
                Agreement.assertRow(read, end - 1, expected, i, TOLERANCE);
            }
            assertThat(read.rows()).isEqualTo(end);
        });
    }
}
