package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.AnswerTokens;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;

/** Effects are read in batches as features are. {@link FakeReader} has one head of two equal numbers a block, and derivatives of 1 and 2. */
final class EffectReaderTest {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    private static final LinearProbe PROBE = new LinearProbe(Point.ATTENTION, 2, new double[] {1}, 0);

    private static Attribution zero(FakeReader model) {
        return new Attribution(Ablation.ZERO, List.of(0, 2), TrustedHeads.none(), model.config());
    }

    private static Attribution norm(FakeReader model) {
        return new Attribution(Ablation.GRADIENT_NORM, List.of(1), TrustedHeads.none(), model.config());
    }

    private static ProbeShift shift(FakeReader model) {
        return new ProbeShift(
                Ablation.ZERO,
                List.of(PROBE),
                List.of(0, 1, 2),
                ProbeShift.Reach.UP_TO,
                TrustedHeads.none(),
                model.config());
    }

    private static Prompts prompts(long seed) {
        Random random = new Random(seed);
        Prompts prompts = new Prompts(ANSWERS);
        for (int i = 0; i < 40; i++) {
            if (i % 6 == 5) {
                prompts.refuse("reason " + i);
            } else {
                prompts.add(random.ints(1 + random.nextInt(20), 0, 1000).toArray());
            }
        }
        return prompts;
    }

    /** With dY/da = (1, 1) the effect of 0 in place of (a, a) is -2 a; on a probe of derivative 2 it is -4 a, and the shift -2 a. */
    private static void requireEffects(Observations read, Attribution zero, ProbeShift shift) {
        for (int prompt = 0; prompt < read.prompts().size(); prompt++) {
            if (read.reason(prompt) != null) {
                continue;
            }
            int[] tokens = read.prompts().tokens(prompt);
            int token = tokens[tokens.length - 1];
            assertThat(read.logOdds(prompt)).isEqualTo(tokens.length);
            Observations.Vectors effects = read.vectors(zero, prompt);
            assertThat(effects.width(0)).isEqualTo(1);
            assertThat(effects.layers().get(0)[effects.from()])
                    .isEqualTo(-2 * FakeReader.vector(token, Point.HEADS, 0));
            assertThat(effects.layers().get(1)[effects.from()])
                    .isEqualTo(-2 * FakeReader.vector(token, Point.HEADS, 2));
            Observations.Vectors shifts = read.vectors(shift, prompt);
            assertThat(shifts.width(0)).isEqualTo(3);
            assertThat(Arrays.copyOfRange(shifts.layers().get(0), 3 * shifts.from(), 3 * shifts.to()))
                    .containsExactly(
                            -2 * FakeReader.vector(token, Point.HEADS, 0),
                            -2 * FakeReader.vector(token, Point.HEADS, 1),
                            -2 * FakeReader.vector(token, Point.HEADS, 2));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void effectsLieAtTheirPromptsAlsoWhereBatchesAreHalved(long seed) {
        FakeReader model = new FakeReader(24, prompt -> false);
        Attribution zero = zero(model);
        ProbeShift shift = shift(model);
        Prompts prompts = prompts(seed);
        Observations read =
                new EffectReader(model, List.of(zero, norm(model), shift), 90, BatchLimit.ofOneOwner()).read(prompts);
        for (int i = 0; i < prompts.size(); i++) {
            assertThat(read.reason(i)).isEqualTo(prompts.reason(i));
        }
        assertThat(read.splits()).isPositive();
        requireEffects(read, zero, shift);
    }

    @Test
    void oneVisitServesAll() {
        FakeReader model = new FakeReader();
        new EffectReader(model, List.of(zero(model), norm(model), shift(model)), 100_000, BatchLimit.ofOneOwner())
                .read(prompts(1));
        Prompts plain = prompts(1);
        int batches = model.calls.size();
        model.calls.clear();
        new ModelReader(model, List.of(), 100_000, BatchLimit.ofOneOwner()).read(plain);
        assertThat(batches).isEqualTo(model.calls.size());
    }

    @Test
    void whatIsNotFiniteSpoilsItsPromptOnly() {
        FakeReader model = new FakeReader(Integer.MAX_VALUE, prompt -> prompt[0] == 13);
        Prompts prompts = new Prompts(ANSWERS);
        prompts.add(new int[] {13, 1});
        prompts.add(new int[] {14, 1});
        Observations read = new EffectReader(model, List.of(zero(model)), 100, BatchLimit.ofOneOwner()).read(prompts);
        assertThat(read.reason(0)).isEqualTo("the model gave NaN or infinity");
        assertThat(read.reason(1)).isNull();
    }

    @Test
    void withoutAnswersThereIsNothingToHaveAnEffectOn() {
        FakeReader model = new FakeReader();
        EffectReader reader = new EffectReader(model, List.of(zero(model)), 100, BatchLimit.ofOneOwner());
        assertThatThrownBy(() -> reader.read(new Prompts(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Effects attribution-zero are effects on the answers' log-odds, but the prompts are asked for no"
                                + " answers");
    }

    @Test
    void anEffectMadeForAnotherModelIsRefusedBeforeItRuns() {
        FakeReader model = new FakeReader();
        Attribution other = new Attribution(Ablation.ZERO, List.of(0), TrustedHeads.none(), HandMade.config(3, 2, 4));
        assertThatThrownBy(() -> new EffectReader(model, List.of(other), 100, BatchLimit.ofOneOwner()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ablation zero was made for 2 heads a layer, the model has 1");
    }
}
