package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.evaluate.AucRow;

class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "0.95, CLEAR",
        "0.90, CLEAR",
        "0.89, MODERATE",
        "0.70, MODERATE",
        "0.60, WEAK",
        "0.52, CHANCE",
        "0.50, CHANCE",
        "0.45, BELOW"
    })
    void anAucIsCalledByItsSizeAndInterval(double auc, Strength expected) {
        assertThat(Strength.of(row("quirky", "addition", auc))).isEqualTo(expected);
    }

    @Test
    void absentOrUndefinedIsNotChance() {
        assertThat(Strength.of(null)).isEqualTo(Strength.UNDEFINED);
        assertThat(Strength.of(row("quirky", "addition", null))).isEqualTo(Strength.UNDEFINED);
    }

    @Test
    void weakIsReportedAsWeak() {
        assertThat(headline(0.56, 0.51, 0.5))
                .isEqualTo("Can the quirk be seen inside? Of 2 quirky models: 1 weak, 1 at chance."
                        + " The control holds: the untuned bases stay within 0.05 of 0.5 on average.");
    }

    @Test
    void aControlThatFailsIsSaidFirstHand() {
        assertThat(headline(0.99, 0.98, 0.6))
                .contains("2 clear")
                .contains(
                        "The control fails: the untuned base is more than 0.05 from 0.5 on tiny-llama (mean AUC 0.600)");
    }

    @Test
    void withoutControlNothingIsClaimedOfIt() {
        assertThat(new Verdict(results(List.of(row("quirky", "addition", 0.9)))).headline())
                .endsWith("There is no control for tiny-llama.");
    }

    @Test
    void nothingScoredIsSaid() {
        assertThat(new Verdict(results(List.of())).headline()).isEqualTo("No detector was scored.");
    }

    @Test
    void controlIsTheMeanOverDatasets() {
        Results results = results(List.of(row("base", "addition", 0.58), row("base", "subtraction", 0.52)));
        ControlCheck check =
                ControlCheck.of(results, "tiny-llama", results.methods().get(0));
        assertThat(check.mean()).isEqualTo((0.58 + 0.52) / 2);
        assertThat(check.datasets()).isEqualTo(2);
        assertThat(check.holds()).isTrue();
    }

    @Test
    void bestLayerIsMarkedAsChosenOnTheTestLabels() {
        List<String> sentences = new Verdict(new Results(FakeReport.demo())).perModel();
        assertThat(sentences)
                .hasSize(2)
                .allSatisfy(s -> assertThat(s).contains("chosen on the test labels, so optimistic"));
        assertThat(sentences.get(0)).contains("quirkiness above 0) on 3 of 4 datasets");
    }

    private static String headline(double first, double second, double control) {
        List<AucRow> rows = new ArrayList<>();
        rows.add(row("quirky", "addition", first));
        rows.add(row("quirky", "subtraction", second));
        rows.add(row("base", "addition", control));
        return new Verdict(results(rows)).headline();
    }

    private static AucRow row(String variant, String dataset, @Nullable Double auc) {
        return FakeReport.row(
                "tiny-llama", dataset, variant, "mahalanobis rcond=1e-5", "aggregate", "mean", "all", auc, 0.03, "");
    }

    private static Results results(List<AucRow> auc) {
        return new Results(FakeReport.of(auc));
    }
}
