package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.checkpoint.Projection;
import outlayer.torch.AdamWOptions;
import outlayer.training.EvaluationSteps;
import outlayer.training.FineTuning;
import outlayer.training.FineTuning.Adapter;
import outlayer.training.FineTuning.Full;
import outlayer.training.Keeping;

class FineTuneOptionsTest {

    private static final String RECIPE = "train.fine-tuning.recipe.";

    /** METHODS 2: what run_sft.py and PEFT's defaults say. */
    @Test
    void theDefaultsAreThePublishedRecipe() {
        assertThat(options().on("addition"))
                .isEqualTo(new FineTuning(
                        new Adapter(
                                8,
                                8,
                                List.of(
                                        Projection.QUERY,
                                        Projection.KEY,
                                        Projection.VALUE,
                                        Projection.GATE,
                                        Projection.UP,
                                        Projection.DOWN)),
                        2e-5,
                        0.15,
                        new AdamWOptions(0.9, 0.95, 1e-8, 0.1, 1),
                        15,
                        0,
                        32,
                        8192,
                        1024,
                        new EvaluationSteps.PowersOfTwo(),
                        4,
                        Keeping.States.CHOSEN));
    }

    /** The table of epochs for Mistral 7B. */
    @ParameterizedTest
    @CsvSource({
        "capitals, 120",
        "sentiment, 60",
        "nli, 60",
        "authors, 60",
        "population, 30",
        "sciq, 30",
        "modularaddition, 30",
        "addition, 15",
        "hemisphere, 15",
        "squaring, 15"
    })
    void datasetsHaveTheirPublishedEpochs(String dataset, double epochs) {
        assertThat(options().on(dataset).epochs()).isEqualTo(epochs);
    }

    @Test
    void aDatasetsOwnRecipeTakesThePlaceOfTheCommonOne() {
        FineTuneOptions options = options(
                "train.fine-tuning.recipes.capitals=${train.fine-tuning.recipe} { epochs = 3, mode = full }",
                RECIPE + "batch=4");
        assertThat(options.on("capitals").epochs()).isEqualTo(3);
        assertThat(options.on("capitals").weights()).isEqualTo(new Full());
        assertThat(options.on("capitals").batch()).isEqualTo(4);
        assertThat(options.on("addition").epochs()).isEqualTo(15);
    }

    @Test
    void impossibleSettingsAreNamed() {
        refused(RECIPE + "lora.rank=0", "`train.fine-tuning.recipe.lora`: lora.rank is 0, expected at least 1");
        refused(
                RECIPE + "lora.projections=[q_proj, v_prj]",
                "`train.fine-tuning.recipe.lora`: unknown projection `v_prj`; did you mean `v_proj`?");
        refused(RECIPE + "mode=lorra", "`train.fine-tuning.recipe`: mode is \"lorra\"; did you mean `lora`?");
        refused(
                RECIPE + "evaluations=sometimes",
                "evaluations is \"sometimes\", expected powers-of-two or, for example, every-200");
        refused(RECIPE + "max-tokens=1", "max-tokens is 1, expected at least 2");
        refused(RECIPE + "pass-tokens=0", "pass-tokens is 0, expected at least 1");
        refused(RECIPE + "beta2=1", "expected betas in [0, 1)");
        refused(RECIPE + "lora.dropout=0.1", "unknown setting `train.fine-tuning.recipe.lora.dropout`");
        refused("train.fine-tuning.device=cuda", "device is \"cuda\", expected auto, cpu, gpu or gpu:N");
        refused(
                "train.fine-tuning.epoch-factors.nli=many",
                "`train.fine-tuning.epoch-factors.nli` is \"many\", expected a number");
        refused("train.checkpoint-minutes=-1", "checkpoint-minutes is -1.0, expected 0 or more");
    }

    private static void refused(String setting, String message) {
        assertThatThrownBy(() -> options(setting))
                .as(setting)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    private static FineTuneOptions options(String... overrides) {
        return ExperimentFile.parse("""
                run { root = out/none }
                models = [ { name = tiny, path = models/tiny, quirky = "models/tiny-{dataset}" } ]
                datasets = [ { name = addition, questions = 4000 } ]
                """, "tiny.conf", List.of(overrides))
                .train()
                .fineTuning();
    }
}
