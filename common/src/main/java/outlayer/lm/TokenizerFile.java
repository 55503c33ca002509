package outlayer.lm;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.TemplateSet;

/**
 * A Hugging Face tokenizer for the tiny models: every word, name and fixed phrase of a template set is one token.
 *
 * <p>A regular expression splits the text, a WordLevel vocabulary looks the pieces up, {@code <s>} goes in front. A piece
 * carries the space before it, so joining the pieces restores the text; a minus sign is a piece of its own. The last phrase of
 * the frame is one token, hence the last token of every prompt.
 */
public final class TokenizerFile {

    /** How numbers become tokens. */
    public enum NumberTokens {
        /** Up to three digits a token, from the left, as Llama 3 does: " 9617" is " 961", "7". */
        CHUNKS_OF_THREE(3),
        /** The same with up to two digits, for domains so small that three would make most numbers tokens of their own. */
        CHUNKS_OF_TWO(2),
        /** One digit a token, as Mistral does: " 961" is " 9", "6", "1". */
        SINGLE_DIGITS(1);

        private final int digits;

        NumberTokens(int digits) {
            this.digits = digits;
        }

        int digits() {
            return digits;
        }
    }

    public static final String UNKNOWN = "<unk>";
    public static final String BEGIN = "<s>";
    public static final String PAD = "<pad>";
    private static final List<String> SPECIAL = List.of(UNKNOWN, BEGIN, PAD);
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private final Pattern pieces;
    private final List<String> tokens;

    private TokenizerFile(ClosedVocabulary vocabulary) {
        pieces = vocabulary.pieces();
        tokens = Stream.concat(SPECIAL.stream(), vocabulary.tokens().stream()).toList();
    }

    /** The tokenizer whose vocabulary is what these datasets can show in these wordings, and nothing else. */
    public static TokenizerFile of(
            TemplateSet templates, Collection<ArithmeticOptions> datasets, NumberTokens numbers) {
        return new TokenizerFile(ClosedVocabulary.of(templates, datasets, numbers));
    }

    /** The vocabulary; a token's position is its id. */
    public List<String> tokens() {
        return tokens;
    }

    /** Writes tokenizer.json, tokenizer_config.json and special_tokens_map.json into a folder that exists. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), GSON.toJson(tokenizer()) + "\n");
        JsonObject special = new JsonObject();
        special.addProperty("bos_token", BEGIN);
        special.addProperty("pad_token", PAD);
        special.addProperty("unk_token", UNKNOWN);
        Files.writeString(folder.resolve("special_tokens_map.json"), GSON.toJson(special) + "\n");
        JsonObject config = special.deepCopy();
        config.addProperty("clean_up_tokenization_spaces", false);
        config.add("model_input_names", array("input_ids", "attention_mask"));
        config.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
        Files.writeString(folder.resolve("tokenizer_config.json"), GSON.toJson(config) + "\n");
    }

    private JsonObject tokenizer() {
        JsonObject root = new JsonObject();
        root.addProperty("version", "1.0");
        root.add("truncation", JsonNull.INSTANCE);
        root.add("padding", JsonNull.INSTANCE);
        JsonArray added = new JsonArray();
        JsonObject vocabulary = new JsonObject();
        for (String token : tokens) {
            int id = vocabulary.size();
            vocabulary.addProperty(token, id);
            if (SPECIAL.contains(token)) {
                added.add(object("""
                        {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false,
                         "normalized": false, "special": true}""".formatted(id, token)));
            }
        }
        root.add("added_tokens", added);
        root.add("normalizer", JsonNull.INSTANCE);
        JsonObject split = object("""
                {"type": "Split", "pattern": {}, "behavior": "Isolated", "invert": false}""");
        split.getAsJsonObject("pattern").addProperty("Regex", pieces.pattern());
        root.add("pre_tokenizer", split);
        root.add("post_processor", object("""
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "%1$s", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                 "pair": [{"SpecialToken": {"id": "%1$s", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                          {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"%1$s": {"id": "%1$s", "ids": [%2$d], "tokens": ["%1$s"]}}}""".formatted(BEGIN, SPECIAL.indexOf(BEGIN))));
        root.add("decoder", object("{\"type\": \"Fuse\"}"));
        JsonObject model = object("{\"type\": \"WordLevel\"}");
        model.add("vocab", vocabulary);
        model.addProperty("unk_token", UNKNOWN);
        root.add("model", model);
        return root;
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static JsonArray array(String... texts) {
        JsonArray array = new JsonArray();
        for (String text : texts) {
            array.add(text);
        }
        return array;
    }
}
