package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.ModelConfig;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/** Laws of effects of heads, without a model. */
final class AttributionTest {

    private static final int ROWS = 3;
    private static final int HEADS = 2;
    private static final int SIZE = 4;
    private static final int D = HEADS * SIZE;
    private static final ModelConfig CONFIG = HandMade.config(2, HEADS, SIZE);

    private final Random random = new Random(7);
    private final float[] values = HandMade.floats(random, ROWS * D);
    private final float[] slopes = HandMade.floats(random, ROWS * D);
    private final Gaussian gaussian = HandMade.gaussian(random, 40, D);

    private float[] effects(Ablation ablation, TrustedHeads trusted) {
        Attribution attribution = new Attribution(ablation, List.of(1), trusted, CONFIG);
        float[] effects = attribution.vectors(1, HandMade.gradients(ROWS, 1, values, slopes));
        assertThat(effects).hasSize(ROWS * attribution.width(1, CONFIG));
        return effects;
    }

    private TrustedHeads trusted() {
        return TrustedHeads.none().with(1, gaussian);
    }

    /** Y = c . a + 5 has dY/da = c: replacing head h changes Y by exactly E_h. */
    @Test
    void ofALinearModelEffectsAreExact() {
        float[] effects = effects(Ablation.MEAN, trusted());
        for (int row = 0; row < ROWS; row++) {
            for (int h = 0; h < HEADS; h++) {
                double before = 5;
                double after = 5;
                for (int j = 0; j < D; j++) {
                    double c = slopes[row * D + j];
                    double a = values[row * D + j];
                    before += c * a;
                    after += c * (j / SIZE == h ? gaussian.mean()[j] : a);
                }
                assertThat((double) effects[row * HEADS + h]).isCloseTo(after - before, offset(1e-6));
            }
        }
    }

    @Test
    void effectsOfAllHeadsSumToTheWholeProduct() {
        float[] effects = effects(Ablation.MEAN, trusted());
        for (int row = 0; row < ROWS; row++) {
            double whole = 0;
            for (int j = 0; j < D; j++) {
                whole += (gaussian.mean()[j] - values[row * D + j]) * slopes[row * D + j];
            }
            assertThat((double) effects[row * HEADS] + effects[row * HEADS + 1]).isCloseTo(whole, offset(1e-6));
        }
    }

    @Test
    void putToZeroIsPutToAMeanOfZero() {
        Gaussian none = new Gaussian(2, new double[D], gaussian.variances(), gaussian.spectrum());
        assertThat(effects(Ablation.ZERO, TrustedHeads.none()))
                .isEqualTo(effects(Ablation.MEAN, TrustedHeads.none().with(1, none)));
    }

    /** Eight components of eight dimensions are a basis: sum_k (m_k - v_k . a) v_k = mean - a. */
    @Test
    void effectsOfAllComponentsSumToThoseOfTheMean() {
        float[] mean = effects(Ablation.MEAN, trusted());
        float[] components = effects(Ablation.PCS, trusted());
        for (int row = 0; row < ROWS; row++) {
            for (int h = 0; h < HEADS; h++) {
                double sum = 0;
                for (int k = 0; k < TrustedHeads.COMPONENTS; k++) {
                    sum += components[row * TrustedHeads.COMPONENTS * HEADS + k * HEADS + h];
                }
                assertThat(sum).isCloseTo(mean[row * HEADS + h], offset(1e-5));
            }
        }
    }

    /** Only the second component lies in the second head: of its effects, that one alone is not 0, at place 1 x 2 + 1. */
    @Test
    void allHeadsOfTheFirstComponentComeFirst() {
        double[] vectors = new double[2 * D];
        vectors[0] = 1;
        vectors[D + SIZE] = 1;
        Spectrum spectrum = Spectrum.of(1e-9, 3, new double[] {2, 1}, Matrix.of(2, D, vectors));
        TrustedHeads trusted = TrustedHeads.none().with(1, new Gaussian(9, new double[D], new double[D], spectrum));
        float[] effects = effects(Ablation.PCS, trusted);
        assertThat(effects[0]).isEqualTo(-values[0] * slopes[0]);
        assertThat(effects[1]).isZero();
        assertThat(effects[2]).isZero();
        assertThat(effects[3]).isEqualTo(-values[SIZE] * slopes[SIZE]);
        for (int place = 4; place < TrustedHeads.COMPONENTS * HEADS; place++) {
            assertThat(effects[place]).as("a component that is not there").isZero();
        }
    }

    @Test
    void theSignOfAComponentDoesNotMatterExceptInThePublishedForm() {
        double[] turned = gaussian.spectrum().vectors().values().clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -turned[i];
        }
        Spectrum spectrum = Spectrum.of(
                1e-9,
                gaussian.spectrum().totalVariance(),
                gaussian.spectrum().values(),
                Matrix.of(gaussian.spectrum().vectors().rows(), D, turned));
        TrustedHeads other = TrustedHeads.none().with(1, new Gaussian(40, gaussian.mean(), new double[D], spectrum));
        assertThat(effects(Ablation.PCS, other)).isEqualTo(effects(Ablation.PCS, trusted()));
        assertThat(effects(Ablation.PCS_PUBLISHED, other)).isNotEqualTo(effects(Ablation.PCS_PUBLISHED, trusted()));
    }

    /** The slip starts from v_k in place of a: it is off by (v_k - a)_h . (dY/da)_h. */
    @Test
    void thePublishedFormIsOffByComponentLessActivation() {
        float[] right = effects(Ablation.PCS, trusted());
        float[] published = effects(Ablation.PCS_PUBLISHED, trusted());
        Matrix v = gaussian.spectrum().vectors();
        for (int k = 0; k < D; k++) {
            for (int h = 0; h < HEADS; h++) {
                double slip = 0;
                for (int j = h * SIZE; j < (h + 1) * SIZE; j++) {
                    slip += (v.at(k, j) - values[j]) * slopes[j];
                }
                int place = k * HEADS + h;
                assertThat((double) published[place] - right[place]).isCloseTo(slip, offset(1e-5));
            }
        }
    }

    @Test
    void theGradientNormIsSquared() {
        float[] norms = effects(Ablation.GRADIENT_NORM, TrustedHeads.none());
        double squares = 0;
        for (int j = 0; j < SIZE; j++) {
            squares += slopes[D + j] * slopes[D + j];
        }
        assertThat((double) norms[HEADS]).isCloseTo(squares, offset(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Ablation.class)
    void namesAndWidthsAreThoseOfResults(Ablation ablation) {
        Attribution attribution =
                new Attribution(ablation, List.of(0, 1), trusted().with(0, gaussian), CONFIG);
        assertThat(attribution.name())
                .isIn(
                        "attribution",
                        "attribution-zero",
                        "attribution-pcs",
                        "attribution-pcs-published",
                        "attribution-gradient-norm");
        assertThat(attribution.width(0, CONFIG)).isEqualTo(ablation.key().startsWith("pcs") ? 20 : 2);
        assertThat(attribution.layers()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEAN", "PCS", "PCS_PUBLISHED"})
    void aMissingFitIsNamed(Ablation ablation) {
        assertThatThrownBy(() -> new Attribution(ablation, List.of(0, 1), trusted(), CONFIG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Ablation " + ablation.key() + " at layer 0 has no fit of the feature heads, only at layers"
                                + " [1]; name that layer in extract.features.heads and run the stages 'extract' and 'effects' again");
    }

    @Test
    void aFitOfAnotherModelIsRefused() {
        TrustedHeads wide = TrustedHeads.none().with(1, HandMade.gaussian(random, 40, 2 * D));
        assertThatThrownBy(() -> new Attribution(Ablation.MEAN, List.of(1), wide, CONFIG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layer 1: the fit of the feature heads has dimension 16, the model's heads have 2 x 4 = 8;"
                        + " was the fit made with another model?");
    }

    @Test
    void layersAndHeadsMustBeTheModels() {
        assertThatThrownBy(() -> new Attribution(Ablation.ZERO, List.of(1, 2), TrustedHeads.none(), CONFIG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ablation zero is asked for at layers [1, 2], expected some of 0 to 1");
        Attribution attribution = new Attribution(Ablation.ZERO, List.of(1), TrustedHeads.none(), CONFIG);
        assertThatThrownBy(() -> attribution.requireFits(HandMade.config(2, 4, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ablation zero was made for 2 heads a layer, the model has 4");
        assertThatThrownBy(() -> attribution.vectors(0, HandMade.gradients(ROWS, 1, values, slopes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ablation zero was not asked for at layer 0; it was at [1]");
    }

    /** A layer whose vectors do not vary has a mean but no component. */
    @Test
    void alongComponentsThatAreNotThereNothingChanges() {
        double[] same = new double[5 * D];
        Gaussian constant = Gaussian.of(Matrix.of(5, D, same), 1e-9);
        assertThat(effects(Ablation.PCS, TrustedHeads.none().with(1, constant))).containsOnly(0f);
    }
}
