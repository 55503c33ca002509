package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.quirky.Part;

class ExtractOptionsTest {

    private static final String SMALL = """
            run { root = out/small }
            models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
            datasets = [ { name = addition, operand-limit = 100, questions = 400, distinct = false } ]
            """;
    private static final String EXTRACT_ALONE = "run.stages=[datasets, extract]";

    private static ExtractOptions read(String... overrides) {
        return ExperimentFile.parse(SMALL, "small.conf", List.of(overrides)).extract();
    }

    @Test
    void byDefaultTheActivationsOfAllLayersAndTheAnswersAreKept() {
        ExtractOptions options = read();

        assertThat(options.features())
                .containsExactly(
                        new FeatureOptions("activations", Point.RESIDUAL, new LayerChoice.All(), Positions.LAST));
        assertThat(options.logOdds()).isTrue();
        assertThat(options.keep()).isEqualTo(Keep.VECTORS);
        assertThat(options.storage()).isEqualTo("float32");
        assertThat(options.caps()).isEqualTo(new CapOptions(500L << 30, Long.MAX_VALUE));
    }

    @Test
    void featuresAreAddedChangedAndLeftOutByName() {
        ExtractOptions options = read(
                "extract.features.flow={ point = residual, depths = [0.75], positions = all }",
                "extract.features.activations.layers=[1, 4]",
                "extract.features.heads={ point = heads, layers = all }",
                "extract.max-device-memory=24 GiB");
        assertThat(options.features())
                .containsExactly(
                        new FeatureOptions(
                                "activations", Point.RESIDUAL, new LayerChoice.Numbers(List.of(1, 4)), Positions.LAST),
                        new FeatureOptions(
                                "flow", Point.RESIDUAL, new LayerChoice.Depths(List.of(0.75)), Positions.ALL),
                        new FeatureOptions("heads", Point.HEADS, new LayerChoice.All(), Positions.LAST));
        assertThat(options.caps().deviceBytes()).isEqualTo(24L << 30);
        assertThat(read("extract.features.activations=null", EXTRACT_ALONE).features())
                .isEmpty();
    }

    /** Layer 24 of Mistral's 33 is what block 23 wrote; of its 32 blocks' heads three quarters of the way is block 23. */
    @Test
    void depthsAreSharesOfTheWayFromTheFirstLayerToTheLast() {
        LayerChoice choice = new LayerChoice.Depths(List.of(0.0, 0.75, 1.0));
        assertThat(choice.of(33)).containsExactly(0, 24, 32);
        assertThat(choice.of(32)).containsExactly(0, 23, 31);
        assertThat(new LayerChoice.Depths(List.of(0.5, 0.51)).of(5)).containsExactly(2);
        assertThat(new LayerChoice.All().of(3)).containsExactly(0, 1, 2);
        assertThat(new LayerChoice.Numbers(List.of(0, 2)).of(3)).containsExactly(0, 2);
        assertThatThrownBy(() -> new LayerChoice.Numbers(List.of(0, 3)).of(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 3 is asked for, the model has layers 0 to 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extract.features.x={ point = head } | point is \"head\"; did you mean `heads`?",
                "extract.features.x={ point = mlp, layer = [1] } | unknown setting `extract.features.x.layer`",
                "extract.features.x={ point = mlp, layers = some } | layers is \"some\", expected `all` or a list of numbers",
                "extract.features.x={ point = mlp, layers = [2, 1] } | layers are [2, 1], expected `all`, or one or more",
                "extract.features.x={ point = mlp, layers = [1], depths = [1] } | has both `layers` and `depths`",
                "extract.features.x={ point = mlp, depths = [1.5] } | depths are [1.5], expected one or more numbers from 0",
                "extract.features.x={ point = mlp, positions = first } | positions is \"first\"; known here: all, last",
                "extract.features.X={ point = mlp } | feature name is \"X\", expected a lower-case letter",
                "extract.features.activations.point=mlp | the feature activations is the residual stream at the last token",
                "extract.keep=vector | keep is \"vector\"; did you mean `vectors`?",
                "extract.storage=float16 | storage is \"float16\"; did you mean `bfloat16`?",
                "extract.device=cuda | device is \"cuda\", expected auto, cpu, gpu or gpu:N",
                "extract.variants=[step-] | unknown variant `step-`; did you mean `step-N`?",
                "extract.variants=[] | variants is empty, expected at least one",
                "extract.batch-tokens=0 | batch-tokens is 0, expected at least 1",
                "extract.statistics.shards=0 | shards is 0, expected at least 1",
                "extract.max-output=lots | setting `extract.max-output` is \"lots\", expected a size such as 500 GiB"
            })
    void badSettingsAreNamed(String override, String message) {
        assertThatThrownBy(() -> read(override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extract.keep=statistics | which need vectors, but extract.keep = statistics keeps none",
                "extract.features={ activations = null, mlp { point = mlp } } | need the feature activations, but"
                        + " extract.features has only [mlp]",
                "extract.parts=[train] | which need the parts [trusted, test], but extract.parts are [train]",
                "extract.log-odds=false | which need the models' answers, but extract.log-odds = false"
            })
    void stagesThatNeedMoreThanIsKeptAreRefused(String override, String message) {
        assertThatThrownBy(() -> read(override))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("run.stages has fit, score, evaluate, report, which need ")
                .hasMessageContaining(message)
                .hasMessageContaining("; mend that, or set run.stages = [datasets, extract]");
        assertThat(read(override, EXTRACT_ALONE).variants()).contains("base");
    }

    @Test
    void aRunWithNothingToReadIsRefused() {
        assertThatThrownBy(() -> read("extract.features.activations=null", "extract.log-odds=false", EXTRACT_ALONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("features is empty and log-odds = false: there is nothing to read");
    }

    @Test
    void fitsAloneNeedTrustedExamplesOnly() {
        assertThat(read("extract.parts=[trusted]", "run.stages=[datasets, extract, fit]")
                        .parts())
                .containsExactly(Part.TRUSTED);
        assertThatThrownBy(() -> read("extract.parts=[test]", "run.stages=[datasets, extract, fit]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "run.stages has fit, which need the parts [trusted], but extract.parts are [test]");
    }

    @Test
    void fitsAloneNeedNoAnswers() {
        assertThat(read("extract.log-odds=false", "run.stages=[datasets, extract, fit, score]")
                        .logOdds())
                .isFalse();
    }
}
