package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataCardTest {

    @Test
    void sharesAreCountedOverExamples() {
        DataCardRow row = row(Part.TRAIN, 40, 30, 10);
        assertThat(row.labelTrueShare()).isEqualTo(0.25);
        assertThat(row.agreement()).isEqualTo(0.5);
    }

    @Test
    void sharesOfNothingAreUndefined() {
        DataCardRow row = DataCardRow.of("addition", Part.TEST, QuirkyCharacter.BOB, List.of(), 0);
        assertThat(row.labelTrueShare()).isNull();
        assertThat(row.agreement()).isNull();
    }

    @Test
    void oneClassOfTrustedLabelsIsWarnedOf() {
        assertThat(warnings(row(Part.TRUSTED, 40, 30, 40), Map.of()))
                .containsExactly(
                        "Dataset addition, part trusted, alice: all 40 labels are true; probes of truth cannot be"
                                + " fitted");
        assertThat(warnings(row(Part.TRUSTED, 40, 30, 10), Map.of())).isEmpty();
    }

    @Test
    void scarcityIsWarnedOf() {
        assertThat(warnings(row(Part.TEST, 40, 5, 10), Map.of(Part.TEST, 100)))
                .containsExactly(
                        "Dataset addition, part test, alice: 40 examples ask only 5 different questions; intervals by"
                                + " question will be wide",
                        "Dataset addition, part test, alice: 40 examples, fewer than the cap of 100");
        assertThat(warnings(row(Part.TEST, 0, 0, 0), Map.of()))
                .containsExactly("Dataset addition, part test, alice: no example");
    }

    private static List<String> warnings(DataCardRow row, Map<Part, Integer> caps) {
        return DataCard.warnings("addition", List.of(row), PartOptions.demo().withCaps(caps));
    }

    private static DataCardRow row(Part part, int examples, int questions, int labelTrue) {
        return new DataCardRow(
                "addition",
                part,
                QuirkyCharacter.ALICE,
                examples,
                questions,
                labelTrue,
                labelTrue,
                10,
                examples / 2,
                0);
    }
}
