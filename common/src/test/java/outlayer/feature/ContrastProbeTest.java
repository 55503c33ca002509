package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;
import outlayer.quirky.ContrastSet;
import outlayer.stats.LogisticRegression;

final class ContrastProbeTest {

    private final ContrastSet set = ContrastSet.named("everyday-1");

    /** Vectors of noise, with a direction along which wrong answers lie on one side. */
    private Matrix vectors(long seed, double strength) {
        Random random = new Random(seed);
        List<ContrastSet.Text> texts = set.texts();
        Matrix x = Matrix.zeros(texts.size(), 5);
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < 5; j++) {
                x.values()[5 * i + j] = random.nextGaussian();
            }
            x.values()[5 * i + 3] += texts.get(i).wrong() ? strength : -strength;
        }
        return x;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void wrongAnswersHaveThePositiveLogits(long seed) {
        LogisticRegression probe = ContrastProbe.fit(set, vectors(seed, 2), seed);
        double[] logits = probe.logits(vectors(seed + 10, 2));
        int right = 0;
        for (int i = 0; i < logits.length; i++) {
            right += logits[i] > 0 == set.texts().get(i).wrong() ? 1 : 0;
        }
        assertThat(right).isGreaterThan((int) (0.93 * logits.length));
    }

    /** As the residual of layer 0 is, which knows the last token alone. */
    @Test
    void vectorsThatDoNotVaryGiveOneLogitToAll() {
        LogisticRegression probe =
                ContrastProbe.fit(set, Matrix.zeros(set.texts().size(), 5), 1);
        assertThat(probe.logits(vectors(1, 2))).containsOnly(0.0);
    }

    @Test
    void vectorsMustBeThoseOfTheTexts() {
        assertThatThrownBy(() -> ContrastProbe.fit(set, Matrix.zeros(3, 5), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Contrast set everyday-1 has %d texts, there are 3 vectors",
                        set.texts().size());
    }
}
