package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked examples of the literature, as textbooks and statistics packages print them. */
class PublishedAreasTest {

    /**
     * Whom surgery would help among 43 patients, by albumin, total protein and the K-G score, of which low is good (DeLong, DeLong and
     * Clarke-Pearson 1988, table 1): four numbers a patient, the last 1 where it helped.
     */
    private static final double[] PATIENTS = {
        3.0, 5.8, 10, 0, 3.2, 6.3, 5, 1, 3.9, 6.8, 3, 1, 2.8, 4.8, 6, 0, 3.2, 5.8, 3, 1, 0.9, 4.0, 5, 0, 2.5, 5.7, 8, 0,
        1.6, 5.6, 5, 1, 3.8, 5.7, 5, 1, 3.7, 6.7, 6, 1, 3.2, 5.4, 4, 1, 3.8, 6.6, 6, 1, 4.1, 6.6, 5, 1, 3.6, 5.7, 5, 1,
        4.3, 7.0, 4, 1, 3.6, 6.7, 4, 0, 2.3, 4.4, 6, 1, 4.2, 7.6, 4, 0, 4.0, 6.6, 6, 0, 3.5, 5.8, 6, 1, 3.8, 6.8, 7, 1,
        3.0, 4.7, 8, 0, 4.5, 7.4, 5, 1, 3.7, 7.4, 5, 1, 3.1, 6.6, 6, 1, 4.1, 8.2, 6, 1, 4.3, 7.0, 5, 1, 4.3, 6.5, 4, 1,
        3.2, 5.1, 5, 1, 2.6, 4.7, 6, 1, 3.3, 6.8, 6, 0, 1.7, 4.0, 7, 0, 3.7, 6.1, 5, 1, 3.3, 6.3, 7, 1, 4.2, 7.7, 6, 1,
        3.5, 6.2, 5, 1, 2.9, 5.7, 9, 0, 2.1, 4.8, 7, 1, 2.8, 6.2, 8, 0, 4.0, 7.0, 7, 1, 3.3, 5.7, 6, 1, 3.7, 6.9, 5, 1,
        3.6, 6.6, 5, 1
    };

    /** Areas and standard errors as SAS/STAT's guide to the procedure LOGISTIC prints them. */
    @ParameterizedTest(name = "column {0}: {1} +- {2}")
    @CsvSource({"0, 0.7366, 0.0927", "1, 0.6478, 0.1000", "2, 0.7258, 0.1028"})
    void areasOfDeLongsPatients(int column, double area, double error) {
        RocAuc found = patients(column);
        assertThat(found.auc()).isCloseTo(area, within(5e-5));
        assertThat(Math.sqrt(found.covariance(found))).isCloseTo(error, within(5e-5));
    }

    /** Differences from the K-G score with their Wald intervals and p-values, from the same source. */
    @ParameterizedTest(name = "column {0}: {1}, [{2}, {3}], p {4}")
    @CsvSource({"1, -0.0780, -0.2830, 0.1271, 0.4561", "0, 0.0108, -0.1761, 0.1976, 0.9102"})
    void comparisonsOfDeLongsPatients(int column, double difference, double low, double high, double p) {
        AucComparison found = AucComparison.of(patients(column), patients(2)).orElseThrow();
        assertThat(found.difference()).isCloseTo(difference, within(5e-5));
        assertThat(found.low()).isCloseTo(low, within(5e-5));
        assertThat(found.high()).isCloseTo(high, within(5e-5));
        assertThat(found.p()).isCloseTo(p, within(5e-5));
    }

    /**
     * 58 normal and 51 abnormal computed tomographs, rated 1 to 5 (Hanley and McNeil 1982, table I): area 0.893, and DeLong's standard
     * error 0.0307 as Stata's manual prints it for roctab. Of these ratings most tie.
     */
    @Test
    void theAreaOfHanleysAndMcNeilsRatings() {
        int[][] counts = {{33, 6, 6, 11, 2}, {3, 2, 2, 11, 33}};
        double[] ratings = IntStream.range(0, 10)
                .flatMap(cell -> IntStream.generate(() -> cell % 5 + 1).limit(counts[cell / 5][cell % 5]))
                .asDoubleStream()
                .toArray();
        boolean[] abnormal = new boolean[109];
        for (int i = 58; i < 109; i++) {
            abnormal[i] = true;
        }
        RocAuc found = RocAuc.of(ratings, abnormal).orElseThrow();
        assertThat(found.auc()).isCloseTo(0.8932, within(5e-5));
        assertThat(Math.sqrt(found.covariance(found))).isCloseTo(0.0307, within(5e-5));
    }

    private static RocAuc patients(int column) {
        int n = PATIENTS.length / 4;
        double[] scores = new double[n];
        boolean[] helped = new boolean[n];
        for (int i = 0; i < n; i++) {
            scores[i] = column == 2 ? -PATIENTS[4 * i + 2] : PATIENTS[4 * i + column];
            helped[i] = PATIENTS[4 * i + 3] == 1;
        }
        return RocAuc.of(scores, helped).orElseThrow();
    }
}
