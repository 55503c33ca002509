package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {

    private static final String ONE = "{ name = one, path = models/one, quirky = \"models/one-{dataset}\" }";
    private static final String TWO =
            "{ name = two, path = models/two, quirky = \"models/two-{dataset}\", precision = bfloat16 }";
    private static final String REST = """
            run { root = out/small, seed = 7 }
            datasets = [ { name = addition, operand-limit = 100, questions = 400, distinct = false } ]
            detectors { mahalanobis { rcond = [1e-3] }, lof = null }
            """;

    private static Experiment read(String text) {
        return ExperimentFile.parse(REST + text, "small.conf", List.of());
    }

    @Test
    void whatRemainsIsTheExperimentWhoseFileNamesNoOther() {
        Experiment both = read("models = [" + ONE + "," + TWO + "]");

        assertThat(ModelChoice.of(both, List.of("two"))).isEqualTo(read("models = [" + TWO + "]"));
        assertThat(ModelChoice.of(both, List.of("two", "one"))).isEqualTo(both);
        assertThat(ModelChoice.of(both, List.of())).isSameAs(both);
    }

    @Test
    void trainingsOfOthersAreLeftOut() {
        String tuned = "train.fine-tuning.models = ";
        Experiment both = read("models = [" + ONE + "," + TWO + "]\n" + tuned + "[one, two]");

        assertThat(ModelChoice.of(both, List.of("one"))).isEqualTo(read("models = [" + ONE + "]\n" + tuned + "[one]"));
    }

    @Test
    void anUnknownModelIsNamedWithThoseThatAreThere() {
        Experiment both = read("models = [" + ONE + "," + TWO + "]");

        assertThatThrownBy(() -> ModelChoice.of(both, List.of("one", "tow")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("--model tow: the experiment has no such model; expected one of [one, two]");
    }

    @Test
    void aRunKeepsItsNameWhichIsNoSetting() {
        Experiment named = read("models = [" + ONE + "," + TWO + "]\nrun.id = \"manual__2026-01-31T00:00:00+00:00\"");

        assertThat(named.run().id()).isEqualTo("manual__2026-01-31T00-00-00-00-00");
        assertThat(named.resolved()).doesNotContain("manual__");
        assertThat(ModelChoice.of(named, List.of("one")).run().id())
                .isEqualTo(named.run().id());
        assertThatThrownBy(() -> read("models = [" + ONE + "]\nrun.id = \"..\""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("`run`: id is \"..\", expected a letter or digit");
    }
}
