package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.settings.SettingsException;

class SelectionTest {

    private static final Repository MODEL = new Repository(Repository.Type.MODEL, "someone/tiny");

    private static Selection usual(Repository.Type type) {
        return Selection.of(type, List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "generation_config.json",
                "model.safetensors",
                "model-00001-of-00002.safetensors",
                "model.safetensors.index.json",
                "tokenizer.json",
                "tokenizer.model",
                "merges.txt",
                "chat_template.jinja",
                "adapter_config.json",
                "adapter_model.safetensors",
                "README.md",
                "LICENSE"
            })
    void aModelIsWhatWeReadOfIt(String path) {
        assertThat(usual(Repository.Type.MODEL).takes(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pytorch_model.bin",
                "pytorch_model.bin.index.json",
                "consolidated.00.pth",
                "consolidated.safetensors",
                "original/params.json",
                "original/consolidated.00.pth",
                "model.Q4_K_M.gguf",
                "checkpoint-500/model.safetensors",
                "modeling.py",
                ".gitattributes"
            })
    void aModelIsNotItsDuplicates(String path) {
        assertThat(usual(Repository.Type.MODEL).takes(path)).isFalse();
        assertThat(usual(Repository.Type.DATASET).takes(path)).isTrue();
    }

    /** By Python's fnmatch, which the hub's own tools use. */
    @ParameterizedTest
    @CsvSource({
        "*.json, a/b.json, true",
        "*.json, b.jsonl, false",
        "data/, data/x/y.parquet, true",
        "data/, data.parquet, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "part-[0-4].txt, part-3.txt, true",
        "part-[0-4].txt, part-5.txt, false",
        "part-[!0-4].txt, part-5.txt, true",
        "x[]]y, x]y, true",
        "a[b, a[b, true",
        "a.b+(c), a.b+(c), true",
        "a.b, aXb, false"
    })
    void globsMatchAsInTheHubsTools(String glob, String path, boolean matches) {
        assertThat(Selection.of(Repository.Type.MODEL, List.of(glob), List.of()).takes(path))
                .isEqualTo(matches);
    }

    @Test
    void includingReplacesTheUsualAndExcludingAddsToIt() {
        Selection bin = Selection.of(Repository.Type.MODEL, List.of("*.bin"), List.of("b*"));
        assertThat(bin.takes("a.bin")).isTrue();
        assertThat(bin.takes("b.bin")).isFalse();
        assertThat(bin.takes("config.json")).isFalse();

        Selection less = Selection.of(Repository.Type.MODEL, List.of(), List.of("*.md"));
        assertThat(less.takes("config.json")).isTrue();
        assertThat(less.takes("README.md")).isFalse();
        assertThat(less.takes("original/params.json")).isFalse();
    }

    @Test
    void aModelWithoutSafetensorsIsAnErrorThatNamesWhatItHas() {
        assertThatThrownBy(() -> usual(Repository.Type.MODEL).of(MODEL, List.of("config.json", "pytorch_model.bin")))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("someone/tiny: found no .safetensors among config.json, pytorch_model.bin")
                .hasMessageContaining("refs/pr/1");
    }

    @Test
    void nothingMatchedIsAnErrorThatNamesWhatThereIs() {
        assertThatThrownBy(() -> Selection.of(Repository.Type.MODEL, List.of("*.bin"), List.of())
                        .of(MODEL, List.of("config.json")))
                .hasMessage("someone/tiny: none of its 1 files matches [*.bin] without []; it has config.json");
    }

    @Test
    void aGlobThatIsNoneIsBadUsage() {
        assertThatThrownBy(() -> Selection.of(Repository.Type.MODEL, List.of("[z-a]"), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Glob '[z-a]': Illegal character range");
    }
}
