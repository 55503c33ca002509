package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.flow.FlowOptions;

/** The blocks flow, effects and derive: off by default, strict when on. */
class FeatureSettingsTest {

    private static final String SMALL = """
            run { root = out/small }
            models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
            datasets = [ { name = addition, operand-limit = 100, questions = 400, distinct = false } ]
            """;

    private static final String HEADS = "extract.features.heads={ point = heads }";

    private static Experiment read(String... overrides) {
        return ExperimentFile.parse(SMALL, "small.conf", List.of(overrides));
    }

    @Test
    void nothingIsOnByItself() {
        Experiment experiment = read();
        assertThat(experiment.flow()).isNull();
        assertThat(experiment.features()).containsExactly("activations");
    }

    @Test
    void namingLayersOrAblationsTurnsThemOn() {
        assertThat(read("flow.depths=[0.5]").features()).containsExactly("activations", "flow-z", "flow-nll");
        assertThat(read(HEADS, "effects.attribution.ablations=[mean, pcs-published]")
                        .features())
                .containsExactly("activations", "heads", "attribution", "attribution-pcs-published");
        assertThat(read("derive.sae={ paths { m = saes }, layers = [3] }", "derive.concatenated.joined=activations")
                        .features())
                .containsExactly("activations", "sae", "joined");
    }

    @Test
    void nullTurnsThemOff() {
        assertThat(read("flow.layers=[1]", "flow=null").flow()).isNull();
        assertThat(read(HEADS, "effects.attribution=null").features()).containsExactly("activations", "heads");
    }

    /** What the flows' own package recommends. */
    @Test
    void flowsAreTrainedByTheStandardRecipe() {
        FlowSettings flow = Objects.requireNonNull(read("flow.layers=[1]").flow());
        assertThat(flow.training(7)).isEqualTo(FlowOptions.standard(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "effects.attribution.ablations=[mean] | effects need extract.features.heads; add `heads { point = heads }` there",
                "effects.attribution.ablations=[meen] | ablations is \"meen\"; did you mean `mean`?",
                "effects.probe-shift.layers=[1, 2] | effects need extract.features.heads",
                "effects.rephrase={ template = \"{prompt}\" } | expected {prompt}, {answer} and {question}",
                "effects.contrast={} | missing setting `effects.contrast.pairs`",
                "flow={ layers = [1], data = texts } | flow.data is \"texts\", expected train, or the name of a dataset of prompts",
                "flow.training.step=5 | unknown setting `flow.training.step`; did you mean `steps`?",
                "derive.merged.all=[activations] | merged.all is [activations], expected two features or more",
                "derive.merged.all=[activations, attribution] | names the feature attribution, which nothing gives",
                "derive.concatenated.activations=activations | has the name of another feature",
                "derive.sae={ paths {} } | has neither `layers` nor `depths`, expected one of them",
            })
    void whatCannotWorkIsRefused(String override, String message) {
        assertThatThrownBy(() -> read(override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
