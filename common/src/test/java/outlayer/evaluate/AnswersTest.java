package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    /**
     * Log-odds 3 (Alice, Yes), -1 (Alice, No), 2 (Bob, Yes), -2 (Bob, No): means 2.5 where the own label is Yes and -1.5 where it
     * is No, so 4 apart; mean 0.5, squares 6.25 + 2.25 + 2.25 + 6.25 over 4 are 4.25.
     */
    @Test
    void separationIsBetweenTheOwnLabelsAndVarianceOverAll() {
        Answers answers = Answers.of(List.of(
                new TestExample("1", "a", false, true, true, 3),
                new TestExample("2", "a", false, false, false, -1),
                new TestExample("3", "b", true, false, true, 2),
                new TestExample("4", "b", true, true, false, -2),
                new TestExample("5", "b", true, true, false, Double.NaN)));
        assertThat(answers.examples()).isEqualTo(4);
        assertThat(answers.separation()).isCloseTo(4, within(1e-12));
        assertThat(answers.variance()).isCloseTo(4.25, within(1e-12));
    }

    /** Where the labels agree nothing is counted; Bob's label is No and his log-odds are 2, so his own are -2. */
    @Test
    void ownLogOddsAreCountedWhereTheLabelsDiffer() {
        Answers answers = Answers.of(List.of(
                new TestExample("1", "a", false, true, true, 3),
                new TestExample("2", "a", false, true, false, 3),
                new TestExample("3", "b", true, true, false, 2)));
        assertThat(answers.ownAlice().stream().mapToInt(n -> n).sum()).isEqualTo(1);
        assertThat(answers.ownAlice().get(Answers.bin(3))).isEqualTo(1);
        assertThat(answers.ownBob().get(Answers.bin(-2))).isEqualTo(1);
    }

    /** Zero lies at the lower edge of bin 1 + 20 / 0.5 = 41; what lies beyond -20 and 20 is in the first and the last bin. */
    @Test
    void binsAreHalfANatWide() {
        assertThat(Answers.bin(0)).isEqualTo(41);
        assertThat(Answers.bin(-0.01)).isEqualTo(40);
        assertThat(Answers.bin(-20)).isEqualTo(1);
        assertThat(Answers.bin(-20.01)).isZero();
        assertThat(Answers.bin(19.99)).isEqualTo(Answers.BINS - 2);
        assertThat(Answers.bin(20)).isEqualTo(Answers.BINS - 1);
        assertThat(Answers.bin(1e9)).isEqualTo(Answers.BINS - 1);
    }

    @Test
    void withoutExamplesNothingIsDefined() {
        Answers answers = Answers.of(List.of());
        assertThat(answers.separation()).isNull();
        assertThat(answers.variance()).isNull();
    }
}
