package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In float32 against transformers and PEFT, see {@code golden/make_golden.py}. */
final class DecoderGoldenTest {

    private static final double TOLERANCE = 1e-5;

    private final GoldenPrompts asked;

    DecoderGoldenTest() throws IOException {
        asked = GoldenPrompts.read();
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void vectorsAndLogOddsAreThoseOfTransformers(GoldenCase golden) throws Exception {
        Taps everything = golden.everything();
        golden.open(Precision.FLOAT32, model -> {
            Readout read = model.read(asked.prompts(), asked.answers(), everything);
            assertThat(read.layers(Point.RESIDUAL)).containsExactly(0, 1, 2, 3);
            assertThat(read.layers(Point.HEADS)).containsExactly(0, 1, 2);
            Agreement.assertRows(read, golden.expected(), TOLERANCE);
            Agreement.assertLogOdds(read, golden.expected(), TOLERANCE);
        });
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void companyPaddingAndOrderDoNotMatter(GoldenCase golden) throws Exception {
        Taps everything = golden.everything();
        golden.open(Precision.FLOAT32, model -> {
            var alone = new ArrayList<Readout>();
            for (int[] prompt : asked.prompts()) {
                alone.add(model.read(List.of(prompt), asked.answers(), everything));
            }
            for (int seed = 1; seed <= 3; seed++) {
                var order = new ArrayList<Integer>();
                for (int i = 0; i < alone.size(); i++) {
                    order.add(i);
                }
                Collections.shuffle(order, new Random(seed));
                List<int[]> shuffled = order.stream().map(asked.prompts()::get).toList();
                Readout together = model.read(shuffled, asked.answers(), everything);
                for (int i = 0; i < order.size(); i++) {
                    Readout same = alone.get(order.get(i));
                    Agreement.assertRow(together, i, same, 0, TOLERANCE);
                    assertThat(together.logOdds()[i])
                            .as("seed %d, prompt %d", seed, order.get(i))
                            .isCloseTo(same.logOdds()[0], offset(TOLERANCE));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#all")
    void someLayersAreReadAsAllAre(GoldenCase golden) throws Exception {
        List<Taps> some = List.of(
                Taps.none().and(Point.RESIDUAL, List.of(0)),
                Taps.none().and(Point.RESIDUAL, List.of(2)),
                Taps.none().and(Point.RESIDUAL, List.of(1, 3)).and(Point.MLP, List.of(0)),
                Taps.none().and(Point.HEADS, List.of(1)),
                Taps.none().and(Point.ATTENTION, List.of(2)).and(Point.HEADS, List.of(0, 2)),
                Taps.none().and(Point.MLP, List.of(1)).and(Point.RESIDUAL, List.of(0, 1)));
        golden.open(Precision.FLOAT32, model -> {
            Readout expected = golden.expected();
            for (Taps taps : some) {
                Readout alone = model.read(asked.prompts(), null, taps);
                taps.layers()
                        .forEach((point, layers) ->
                                assertThat(alone.layers(point)).isEqualTo(layers));
                assertThat(alone.logOdds()).isEmpty();
                Agreement.assertRows(alone, expected, TOLERANCE);
                Readout withOdds = model.read(asked.prompts(), asked.answers(), taps);
                Agreement.assertRows(withOdds, expected, TOLERANCE);
                Agreement.assertLogOdds(withOdds, expected, TOLERANCE);
            }
        });
    }
}
