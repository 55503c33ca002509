package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.Precision;
import outlayer.lm.Tokenizer;

class TokenizerSourceTest {

    private static final String PROMPT = "Name: Alice";

    @TempDir
    Path directory;

    private Optional<TokenizerSource> find(String location, Configuration configuration) throws IOException {
        return TokenizerSource.find(
                new ModelOptions("m", location, "m-{dataset}", Precision.FLOAT32),
                ModelDirectories.executor(directory.resolve("cache")),
                configuration);
    }

    @Test
    void equalTokenizersAreOneWhateverTheWeights() throws IOException {
        Path one = ModelDirectories.model(directory.resolve("one"), 1, 8);
        Path other = ModelDirectories.model(directory.resolve("other"), 2, 8);
        TokenizerSource first = find(one.toString(), new Configuration()).orElseThrow();
        Files.delete(other.resolve("model.safetensors"));

        assertThat(find(other.toString(), new Configuration()).orElseThrow().fingerprint())
                .isEqualTo(first.fingerprint());
        Files.writeString(other.resolve("tokenizer_config.json"), "{}");
        assertThat(find(other.toString(), new Configuration()).orElseThrow().fingerprint())
                .isNotEqualTo(first.fingerprint());
    }

    @Test
    void aHadoopPathOpensAsALocalOne() throws IOException {
        Path model = ModelDirectories.model(directory.resolve("model"), 1, 8);
        Configuration store = StoreFileSystem.configuration();
        TokenizerSource there = find(StoreFileSystem.location(model), store).orElseThrow();
        TokenizerSource here = find(model.toString(), store).orElseThrow();

        assertThat(there.fingerprint()).isEqualTo(here.fingerprint());
        try (Tokenizer copied = there.open(store);
                Tokenizer own = here.open(store)) {
            assertThat(copied.encode(PROMPT).ids()).isEqualTo(own.encode(PROMPT).ids());
        }
    }

    @Test
    void whatIsNotThereYetHasNone() throws IOException {
        assertThat(find(directory.resolve("absent").toString(), new Configuration()))
                .isEmpty();
        Files.writeString(Files.createDirectories(directory.resolve("bare")).resolve("config.json"), "{}");
        assertThat(find(directory.resolve("bare").toString(), new Configuration()))
                .isEmpty();
    }
}
