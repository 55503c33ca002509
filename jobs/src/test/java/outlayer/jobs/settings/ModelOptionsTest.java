package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.Precision;

class ModelOptionsTest {

    private static final ModelOptions LLAMA =
            new ModelOptions("llama", "s3a://models/llama", "s3a://adapters/llama-{dataset}", Precision.FLOAT32);

    private static ModelOptions read(String more) {
        return new Block(ConfigFactory.parseString("name = m, path = m, quirky = \"m-{dataset}\"" + more), "models[0]")
                .as(ModelOptions::of);
    }

    @ParameterizedTest
    @CsvSource({
        "base, s3a://models/llama",
        "quirky, s3a://adapters/llama-addition",
        "step-64, s3a://adapters/llama-addition/checkpoints/step-000064",
        "step-000064, s3a://adapters/llama-addition/checkpoints/step-000064",
        "step-1234567, s3a://adapters/llama-addition/checkpoints/step-1234567",
    })
    void everyVariantHasADirectory(String variant, String directory) {
        assertThat(ModelOptions.isVariant(variant)).isTrue();
        assertThat(LLAMA.directory(variant, "addition")).isEqualTo(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-", "step-x", "step--1", "quirk", ""})
    void othersHaveNone(String variant) {
        assertThat(ModelOptions.isVariant(variant)).isFalse();
        assertThatThrownBy(() -> LLAMA.directory(variant, "addition"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variant is \"" + variant + "\", expected base, quirky or step-N");
    }

    @Test
    void aModelRunsInFloat32UnlessItSaysOtherwise() {
        assertThat(read("").precision()).isEqualTo(Precision.FLOAT32);
        assertThat(read(", precision = bfloat16").precision()).isEqualTo(Precision.BFLOAT16);
        assertThatThrownBy(() -> read(", precision = float16"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("`models[0]`: precision is \"float16\", expected float32 or bfloat16");
    }

    @Test
    void aFineTuningPerDatasetNeedsItsName() {
        assertThatThrownBy(() -> new ModelOptions("m", "m", "m-quirky", Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quirky is \"m-quirky\", expected a path that contains {dataset}");
    }

    @Test
    void aCheckpointsStepIsInTheNameOfItsVariant() {
        assertThat(ModelOptions.step("step-64")).isEqualTo(64);
        assertThat(ModelOptions.step("quirky")).isNull();
        assertThat(ModelOptions.step("base")).isNull();
    }
}
