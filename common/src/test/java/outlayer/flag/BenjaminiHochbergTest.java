package outlayer.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenjaminiHochbergTest {

    /**
     * The fifteen p-values of Benjamini & Hochberg 1995, section 4 (thrombolysis after infarction), at rate 0.05: the largest k with
     * p_(k) <= 0.05 k / 15 is 4, since 0.0095 <= 0.0133 and 0.0201 > 0.0167.
     */
    @Test
    void theWorkedExampleOfThePaperReportsFour() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0
        };
        assertThat(BenjaminiHochberg.threshold(p, 0.05)).isEqualTo(0.0095);
    }

    @Test
    void aLaterPValueCarriesEarlierOnesThatFailAlone() {
        // 0.04 > 0.05 / 2, but 0.05 <= 0.05 2 / 2.
        assertThat(BenjaminiHochberg.threshold(new double[] {0.05, 0.04}, 0.05)).isEqualTo(0.05);
        assertThat(BenjaminiHochberg.threshold(new double[] {0.5, 0.9}, 0.05)).isZero();
        assertThat(BenjaminiHochberg.threshold(new double[0], 0.05)).isZero();
    }

    /** m = 4: 0.02 x 4/1 = 0.08 and 0.03 x 4/2 = 0.06, so 0.06 for both; 0.5 x 4/3 = 0.67; 0.9 x 4/4. */
    @Test
    void anAdjustedValueIsTheSmallestRateThatReportsIt() {
        assertThat(BenjaminiHochberg.adjust(new double[] {0.5, 0.03, 0.9, 0.02}))
                .containsExactly(new double[] {2.0 / 3, 0.06, 0.9, 0.06}, within(1e-15));
        assertThat(BenjaminiHochberg.adjust(new double[] {0.4, 0.4})).containsExactly(0.4, 0.4);
        assertThat(BenjaminiHochberg.adjust(new double[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void thresholdsAndAdjustedValuesReportTheSame(long seed) {
        double[] p = new Random(seed).doubles(200).map(u -> u * u * u).toArray();
        double[] q = BenjaminiHochberg.adjust(p);
        for (double rate : new double[] {0.013, 0.11, 0.37}) {
            double threshold = BenjaminiHochberg.threshold(p, rate);
            for (int i = 0; i < p.length; i++) {
                assertThat(p[i] <= threshold)
                        .as("p %s, q %s, rate %s", p[i], q[i], rate)
                        .isEqualTo(q[i] <= rate);
            }
        }
    }

    /** n = 99 calibration scores give 0.01 at best; of m = 200 at rate 0.1, k must reach 0.01 x 200 / 0.1 = 20. */
    @Test
    void fewCalibrationScoresNeedManyAnomalies() {
        assertThat(BenjaminiHochberg.leastReported(99, 200, 0.1)).isEqualTo(20);
        double[] p = IntStream.range(0, 200).mapToDouble(i -> i < 19 ? 0.01 : 1).toArray();
        assertThat(BenjaminiHochberg.threshold(p, 0.1)).isZero();
        p[19] = 0.01;
        assertThat(BenjaminiHochberg.threshold(p, 0.1)).isEqualTo(0.01);
    }

    /** 100 anomalies far out among 400 normal examples, 500 calibration scores: mean share of false ones over 300 draws. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void theShareOfFalseDiscoveriesStaysAtTheRate(long seed) {
        Random random = new Random(seed);
        double sum = 0;
        int draws = 300;
        for (int draw = 0; draw < draws; draw++) {
            ConformalPValues conformal = ConformalPValues.of(random.doubles(500).toArray());
            double[] p = IntStream.range(0, 500)
                    .mapToDouble(i -> conformal.of(i < 100 ? 0.99 + random.nextDouble() : random.nextDouble()))
                    .toArray();
            double threshold = BenjaminiHochberg.threshold(p, 0.1);
            long reported =
                    IntStream.range(0, 500).filter(i -> p[i] <= threshold).count();
            long wrong =
                    IntStream.range(100, 500).filter(i -> p[i] <= threshold).count();
            sum += reported == 0 ? 0 : (double) wrong / reported;
        }
        // Expected: rate x share of normal examples = 0.08; a standard error of the mean is about 0.002.
        assertThat(sum / draws).isBetween(0.05, 0.09);
    }

    @Test
    void aRateThatIsNoShareIsRefused() {
        assertThatThrownBy(() -> BenjaminiHochberg.threshold(new double[] {0.1}, 1))
                .hasMessage("False discovery rate is 1.0, expected a share between 0 and 1");
    }
}
