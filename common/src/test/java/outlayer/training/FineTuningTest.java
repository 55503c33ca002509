package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.Projection;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.quirky.Part;
import outlayer.torch.AdamWOptions;
import outlayer.torch.LearningRate;
import outlayer.training.FineTuning.Adapter;
import outlayer.training.TrainingOptions.Kept;

class FineTuningTest {

    private static final AdamWOptions ADAM_W = new AdamWOptions(0.9, 0.95, 1e-8, 0.1, 1);

    @Test
    void roundsBecomeSteps(@TempDir Path folder) throws Exception {
        try (TinyAddition tiny = TinyAddition.in(folder, NumberTokens.SINGLE_DIGITS)) {
            List<TokenisedExample> examples = tiny.tokenised(
                    TinyAddition.generate(TinyAddition.ADDITION, 1).examples(Part.TRAIN), LabelRule.OWN);
            UndersampledBatches batches = fineTuning(15, 0).batches(examples, 1);

            TrainingOptions options = fineTuning(15, 0).timesEpochs(2).training(batches);

            assertThat(options.steps()).isEqualTo(batches.steps(30)).isGreaterThan(batches.steps(29));
            assertThat(options.rate()).isEqualTo(LearningRate.published(2e-5, batches.steps(30), 0.15));
            assertThat(options.kept()).isEqualTo(Kept.LOWEST_VALIDATION_LOSS);
            assertThat(options.resultWeight()).isZero();
            assertThat(fineTuning(15, 77).timesEpochs(2).training(batches).steps())
                    .isEqualTo(77);
        }
    }

    @Test
    void impossibleRecipesAreRefused() {
        assertThatThrownBy(() -> new Adapter(0, 8, List.of(Projection.QUERY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lora.rank is 0, expected at least 1");
        assertThatThrownBy(() -> new Adapter(8, 8, List.of()))
                .hasMessage("lora.projections is [], expected at least one, such as q_proj");
        assertThatThrownBy(() -> fineTuning(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is 0.0, expected a positive number where steps is 0");
        assertThatThrownBy(() -> fineTuning(15, 0).timesEpochs(-1))
                .hasMessage("factor of epochs is -1.0, expected a positive number");
    }

    private static FineTuning fineTuning(double epochs, int steps) {
        return new FineTuning(
                new Adapter(8, 8, List.of(Projection.QUERY)),
                2e-5,
                0.15,
                ADAM_W,
                epochs,
                steps,
                32,
                8192,
                1024,
                new EvaluationSteps.PowersOfTwo(),
                3,
                Keeping.States.CHOSEN);
    }
}
