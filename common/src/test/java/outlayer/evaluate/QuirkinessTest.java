package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;
import outlayer.stats.Centroid;

class QuirkinessTest {

    private static final ResultKey KEY = new ResultKey("m", "addition", "quirky", "demo-1", "ab12", 17);

    @Test
    void fourPromptsByHand() {
        // Alice: log-odds of her label 2 and -1, so loss own (ln(1+e^-2) + ln(1+e)) / 2, gap 0.5, half right.
        // Bob: 3 (his label is No, log-odds -3) and 0, gap 1.5, right once and undecided once.
        List<TestExample> examples = List.of(
                new TestExample("q1", "Alice", false, true, false, 2),
                new TestExample("q2", "Luna", false, false, true, 1),
                new TestExample("q1", "Bob", true, true, false, -3),
                new TestExample("q3", "Nina", true, false, true, 0),
                new TestExample("q4", "Bob", true, true, true, 9), // labels agree: not counted
                new TestExample("q5", "Bob", true, true, false, Double.NaN)); // no answer: not counted
        Quirkiness found = Quirkiness.of(examples);
        assertThat(found.questions()).isEqualTo(3);
        assertThat(found.accuracyAlice()).isEqualTo(0.5);
        assertThat(found.accuracyBob()).isEqualTo(0.75);
        assertThat(found.lossAliceOnAlice())
                .isCloseTo((Math.log1p(Math.exp(-2)) + Math.log1p(Math.E)) / 2, within(1e-14));
        assertThat(found.lossBobOnBob()).isCloseTo((Math.log1p(Math.exp(-3)) + Math.log(2)) / 2, within(1e-14));
        assertThat(found.quirkiness()).isCloseTo(0.5, within(1e-14));
        assertThat(found.sum()).isCloseTo(2, within(1e-14));
        assertThat(found.asWorded()).isCloseTo(-1.5, within(1e-14));
        assertThat(found.row(KEY, 64L).cells())
                .containsExactly(
                        "m",
                        "addition",
                        "quirky",
                        "64",
                        "3",
                        "0.5",
                        "0.75",
                        "0.720095",
                        "1.22009",
                        "0.370867",
                        "1.87087",
                        "0.5",
                        "2",
                        "-1.5",
                        "17");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void gapsOfLossesAreMeanLogOdds(long seed) {
        Random random = new Random(seed);
        List<TestExample> examples = new ArrayList<>();
        double[] sums = new double[2];
        for (int i = 0; i < 40; i++) {
            boolean bob = i % 2 == 1;
            boolean own = random.nextBoolean();
            double odds = 20 * random.nextGaussian();
            examples.add(new TestExample("q" + i, "n", bob, bob ? !own : own, bob ? own : !own, odds));
            sums[i % 2] += own ? odds : -odds;
        }
        Quirkiness found = Quirkiness.of(examples);
        assertThat(found.quirkiness()).isCloseTo(Math.min(sums[0], sums[1]) / 20, within(1e-11));
        assertThat(found.sum()).isCloseTo((sums[0] + sums[1]) / 20, within(1e-11));
    }

    @Test
    void oneCharacterAloneHasNoQuirkiness() {
        Quirkiness found = Quirkiness.of(List.of(new TestExample("q1", "Alice", false, true, false, 2)));
        assertThat(found.accuracyAlice()).isEqualTo(1);
        assertThat(found.lossBobOnBob()).isNull();
        assertThat(found.quirkiness()).isNull();
    }

    @Test
    void separationByHand() {
        // Alice at (0, +-1), Bob at (4, +-1): centroids 4 apart, total covariance diag(4, 1): S = 16 / 5.
        Centroid alice = Centroid.of(Matrix.of(2, 2, new double[] {0, 1, 0, -1}));
        Centroid bob = Centroid.of(Matrix.of(2, 2, new double[] {4, 1, 4, -1}));
        Separation found = Separation.of(alice, bob).orElseThrow();
        assertThat(found.separation()).isCloseTo(3.2, within(1e-14));
        // The published ratio (total - within) / total = (5 - 1) / 5.
        assertThat(found.quarter()).isCloseTo(0.8, within(1e-14));
        assertThat(Separation.row(KEY, "activations", "3", Separation.of(alice, bob))
                        .cells())
                .containsExactly("m", "addition", "quirky", "activations", "3", "3.2", "0.8");
    }

    @Test
    void vectorsThatDoNotVaryOrLackAClassHaveNoSeparation() {
        Centroid constant = Centroid.of(Matrix.of(2, 1, new double[] {0.1, 0.1}));
        assertThat(Separation.of(constant, constant)).isEmpty();
        assertThat(Separation.of(constant, new Centroid(1))).isEmpty();
        assertThat(Separation.row(KEY, "activations", "0", Separation.of(constant, constant))
                        .cells())
                .endsWith("0", "", "");
    }
}
