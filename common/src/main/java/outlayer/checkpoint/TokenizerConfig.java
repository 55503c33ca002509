package outlayer.checkpoint;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tokenizer_config.json} says of the token that goes before every text. An {@code add_bos_token} that is written decides;
 * where none is, tokenizers of the Llama class add theirs, and others leave it to {@code tokenizer.json} (transformers,
 * {@code LlamaTokenizerFast.update_post_processor}).
 *
 * @param beginToken its text, where begin is TOKEN
 */
public record TokenizerConfig(Begin begin, @Nullable String beginToken) {

    /** Who says what goes before a text. */
    public enum Begin {
        AS_TOKENIZER_SAYS,
        NONE,
        TOKEN
    }

    private static final String FILE = "tokenizer_config.json";
    private static final String ADD = "add_bos_token";
    private static final Set<String> LLAMA_CLASSES = Set.of("LlamaTokenizer", "LlamaTokenizerFast");
    private static final String LLAMA_TOKEN = "<s>";

    /** Reads it from a model directory; one without it leaves everything to {@code tokenizer.json}. */
    public static TokenizerConfig read(Path dir) throws IOException {
        Path file = dir.resolve(FILE);
        return Files.exists(file) ? parse(JsonFields.read(file)) : new TokenizerConfig(Begin.AS_TOKENIZER_SAYS, null);
    }

    private static TokenizerConfig parse(JsonFields fields) {
        if (fields.flag("add_eos_token")) {
            throw fields.refused("add_eos_token", "true", "false: an answer follows the prompt's own last token");
        }
        String tokenizerClass = fields.text("tokenizer_class");
        boolean llama = tokenizerClass != null && LLAMA_CLASSES.contains(tokenizerClass);
        if (!fields.has(ADD) && !llama) {
            return new TokenizerConfig(Begin.AS_TOKENIZER_SAYS, null);
        }
        if (fields.has(ADD) && !fields.flag(ADD)) {
            return new TokenizerConfig(Begin.NONE, null);
        }
        String token = token(fields, llama);
        if (token == null) {
            throw fields.refused("bos_token", "null", "a token, for " + ADD + " is true");
        }
        return new TokenizerConfig(Begin.TOKEN, token);
    }

    /** A token is written as its text, or as an object with its content. */
    private static @Nullable String token(JsonFields fields, boolean llama) {
        JsonElement value = fields.value("bos_token");
        if (value == null) {
            return llama && !fields.json().has("bos_token") ? LLAMA_TOKEN : null;
        }
        JsonFields object = value.isJsonObject() ? fields.object("bos_token") : null;
        return object == null ? fields.text("bos_token") : object.text("content");
    }
}
