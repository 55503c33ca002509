package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparationCurveTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void pointsOnACurveGiveThatCurve(long seed) {
        Random random = new Random(seed);
        SeparationCurve truth = new SeparationCurve(-2 + 2 * random.nextDouble(), 0.1 + random.nextDouble() / 2, 0, 40);
        double[] s = random.doubles(40, -3.5, 1.5).map(x -> Math.pow(10, x)).toArray();
        double[] auc = Arrays.stream(s).map(truth::at).toArray();
        SeparationCurve found = SeparationCurve.of(s, auc).orElseThrow();
        assertThat(found.centre()).isCloseTo(truth.centre(), within(1e-6));
        assertThat(found.width()).isCloseTo(truth.width(), within(1e-6));
        assertThat(found.residual()).isLessThan(1e-7);
        assertThat(found.outliers(s, auc)).isEmpty();
    }

    /** Through noise the best curve may be one of the widest that are drawn, which span twice the points' decades. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noNeighbouringCurveLiesCloserToTheNoise(long seed) {
        Random random = new Random(seed);
        double[] s = random.doubles(60, -3, 1).map(x -> Math.pow(10, x)).toArray();
        double[] auc = random.doubles(60, 0.4, 1).toArray();
        DoubleSummaryStatistics decades = Arrays.stream(s).map(Math::log10).summaryStatistics();
        double widest = 2 * (decades.getMax() - decades.getMin());
        SeparationCurve best = SeparationCurve.of(s, auc).orElseThrow();
        for (double[] move : new double[][] {{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}}) {
            SeparationCurve other = new SeparationCurve(best.centre() + move[0], best.width() + move[1], 0, 60);
            if (other.width() > 0.01 && other.width() <= widest) {
                assertThat(squares(best, s, auc)).isLessThanOrEqualTo(squares(other, s, auc) + 1e-12);
            }
        }
    }

    /** At its centre the logistic is 1/2, so the AUC is 1/2 + 1/4; one width above 1/2 + 0.5 / (1 + 1/e) = 0.8655. */
    @Test
    void heightAtTheCentreIsThreeQuarters() {
        SeparationCurve curve = new SeparationCurve(-1, 0.5, 0, 6);
        assertThat(curve.at(0.1)).isEqualTo(0.75);
        assertThat(curve.at(Math.pow(10, -0.5))).isCloseTo(0.8655, within(1e-4));
    }

    /** All others lie on the curve, so any deviation is past three robust ones: only the bound of 0.1 remains. */
    @Test
    void outliersAreNamedFarthestFirst() {
        SeparationCurve curve = new SeparationCurve(-1, 0.5, 0, 7);
        double[] s = {0.001, 0.01, 0.03, 0.1, 0.3, 1, 10};
        double[] auc = Arrays.stream(s).map(curve::at).toArray();
        auc[0] += 0.2;
        auc[6] -= 0.3;
        auc[3] += 0.05;
        assertThat(curve.outliers(s, auc)).containsExactly(6, 0);
    }

    @Test
    void tooFewPointsOrOneSeparationOnlyHaveNoCurve() {
        assertThat(SeparationCurve.of(new double[] {1, 2, 3, 4, 5}, new double[5]))
                .isEmpty();
        assertThat(SeparationCurve.of(new double[] {1, 1, 1, 1, 1, 1}, new double[6]))
                .isEmpty();
    }

    private static double squares(SeparationCurve curve, double[] s, double[] auc) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            sum += Math.pow(auc[i] - curve.at(s[i]), 2);
        }
        return sum;
    }
}
