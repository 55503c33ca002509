package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartOptionsTest {

    private static final PartShares TRAINED = new PartShares(0.95, 0.05, 0, 0, 0, 0);

    @ParameterizedTest
    @EnumSource(Stratum.class)
    void questionsFallIntoPartsByTheirShares(Stratum stratum) {
        PartOptions options = PartOptions.demo();
        int n = 20_000;
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        for (int i = 0; i < n; i++) {
            counts.merge(options.part(ContentHash.hex("q", Integer.toString(i)), stratum), 1, Integer::sum);
        }
        for (Part part : Part.values()) {
            double share = options.shares(stratum).of(part);
            assertThat(counts.getOrDefault(part, 0) / (double) n)
                    .as("%s %s", stratum, part)
                    .isEqualTo(share, within(5 * Math.sqrt(share * (1 - share) / n)));
        }
    }

    @Test
    void lastPartTakesWhatRoundingLeaves() {
        assertThat(new PartShares(0.7, 0.1, 0.1, 0.1, 0, 0).at(Math.nextDown(1.0)))
                .isEqualTo(Part.CALIBRATION);
    }

    @Test
    void quantilesOnTheBorderBelongAbove() {
        PartOptions options = PartOptions.demo();
        assertThat(List.of(
                        options.stratum(0.2499), options.stratum(0.25), options.stratum(0.7499), options.stratum(0.75)))
                .containsExactly(Stratum.EASY, Stratum.MEDIUM, Stratum.MEDIUM, Stratum.HARD);
    }

    @Test
    void sharesThatDoNotSumToOneAreRefused() {
        assertThatThrownBy(() -> new PartShares(0.5, 0.25, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Part shares train 0.5, validation 0.25, trusted 0.0, calibration 0.0, untrusted 0.0, test 0.0"
                                + " sum to 0.75; expected shares from 0 that sum to 1");
    }

    @Test
    void easyQuestionsCannotBeTested() {
        assertThatThrownBy(() -> options(new PartShares(0.5, 0, 0, 0, 0, 0.5), Map.of(), 4, 0.5))
                .hasMessage("Part test holds no easy questions, but its share of them is 0.5; expected 0");
    }

    @Test
    void senselessNumbersAreRefused() {
        assertThatThrownBy(() -> options(TRAINED, Map.of(Part.TEST, 0), 4, 0.5))
                .hasMessage("Cap of part test is 0; expected at least 1");
        assertThatThrownBy(() -> options(TRAINED, Map.of(), 16, 0.5))
                .hasMessage("16 names for easy questions; expected 1..15, so that hard ones have names too");
        assertThatThrownBy(() -> options(TRAINED, Map.of(), 4, 1))
                .hasMessage("Anomaly share of the test part is 1.0; expected between 0 and 1");
        assertThatThrownBy(() -> new PartOptions(0.8, 0.75, TRAINED, TRAINED, TRAINED, Map.of(), 4, 0.5, 0))
                .hasMessage("Easy quantile 0.8 and hard quantile 0.75; expected 0 < easy <= hard < 1");
        assertThatThrownBy(() -> Part.named("dev"))
                .hasMessage("Unknown part 'dev'; expected one of"
                        + " [train, validation, trusted, calibration, untrusted, test]");
    }

    private static PartOptions options(PartShares easy, Map<Part, Integer> caps, int names, double anomalyShare) {
        return new PartOptions(0.25, 0.75, easy, TRAINED, TRAINED, caps, names, anomalyShare, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 633})
    void someOfThePartsTakeAllQuestionsOfTheirStrataInProportion(long seed) {
        PartOptions options = PartOptions.demo();
        Set<Part> among = EnumSet.of(Part.TRAIN, Part.VALIDATION);
        int train = 0;
        for (int i = 0; i < 10_000; i++) {
            String question = ContentHash.hex("question", Long.toString(seed), Integer.toString(i));
            Part part = options.part(question, Stratum.EASY, among).orElseThrow();
            assertThat(part).isIn(among);
            train += part == Part.TRAIN ? 1 : 0;
            assertThat(options.part(question, Stratum.EASY, EnumSet.of(Part.TEST)))
                    .isEmpty();
            assertThat(options.part(question, Stratum.HARD, EnumSet.allOf(Part.class)))
                    .contains(options.part(question, Stratum.HARD));
        }
        // 0.30 / (0.30 + 0.05) of 10,000, within five standard deviations of 35.
        assertThat(train).isBetween(8_571 - 175, 8_571 + 175);
    }
}
