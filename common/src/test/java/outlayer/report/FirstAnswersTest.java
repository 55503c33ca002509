package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstAnswersTest {

    private static FirstAnswers of(List<String> models, List<String> datasets) {
        return new FirstAnswers(new Results(FakeReport.of(models, datasets, List.of("mahalanobis rcond=1e-5"), 5)));
    }

    /** Quirkiness of model m on dataset d is 5.5 - m - 0.6 d, on the third -0.3: means of 13.8 / 4 and 10.8 / 4. */
    @Test
    void theQuirkierModelIsNamedFirstWithItsSpread() {
        assertThat(of(List.of("one", "two"), List.of("a", "b", "c", "d")).quirkier())
                .isEqualTo("one: quirkiness 3.45 nats on average over 4 datasets (-0.30 to 5.50), above two with 2.70"
                        + " (-0.30 to 4.50). It is the highest on 3 of 4 datasets."
                        + " Above 0, a model answers by the name in the prompt.");
    }

    @Test
    void aModelAloneIsNotCompared() {
        assertThat(of(List.of("one"), List.of("a")).quirkier())
                .isEqualTo("one: quirkiness 5.50 nats on average over 1 dataset; no other model was measured."
                        + " Above 0, a model answers by the name in the prompt.");
    }

    @Test
    void theBestLayerIsSaidToBeFlattered() {
        assertThat(of(List.of("one", "two"), List.of("a", "b")).where())
                .matches("Most in one at layer 4 \\(AUC 0\\.9\\d\\d on average over datasets\\), in two at layer 4"
                        + " \\(AUC 0\\.[89]\\d\\d on average over datasets\\), of layers 0 to 4\\."
                        + " Seen by mahalanobis rcond=1e-5 on activations, online;"
                        + " the best layer is picked with the answers known, which flatters it\\.");
    }

    @Test
    void howSureSaysStrengthControlAndTheWidestInterval() {
        assertThat(of(List.of("one"), List.of("a", "b")).sure())
                .matches("Of 2 quirky models: .*\\. The control holds: .*"
                        + " The 95 % intervals of the AUCs are at most 0\\.0\\d wide\\.");
    }

    @Test
    void anEmptyRunClaimsNothing() {
        FirstAnswers none = of(List.of(), List.of());
        assertThat(none.quirkier()).isEqualTo("Quirkiness was not measured.");
        assertThat(none.where()).isEqualTo("No detector was scored.");
        assertThat(none.sure()).isEqualTo("No detector was scored.");
    }
}
