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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Names;
import outlayer.quirky.Operation;
import outlayer.quirky.QuirkyCharacter;
import outlayer.quirky.Template;
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
    }

    public static final String UNKNOWN = "<unk>";
    public static final String BEGIN = "<s>";
    public static final String PAD = "<pad>";
    private static final List<String> SPECIAL = List.of(UNKNOWN, BEGIN, PAD);
    private static final Pattern NUMBER = Pattern.compile(" ?[0-9]+");
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private final Pattern pieces;
    private final Set<String> tokens = new LinkedHashSet<>(SPECIAL);

    private TokenizerFile(Pattern pieces) {
        this.pieces = pieces;
    }

    /** The tokenizer whose vocabulary is what these datasets can show in these wordings, and nothing else. */
    public static TokenizerFile of(
            TemplateSet templates, Collection<ArithmeticOptions> datasets, NumberTokens numbers) {
        List<String> phrases = templates.framePhrases().stream()
                .map(String::stripTrailing)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
        TokenizerFile file = new TokenizerFile(pieces(phrases, numbers));
        file.tokens.addAll(phrases);
        for (String choice : List.of(templates.noChoice(), templates.yesChoice())) {
            if (file.split(choice).size() != 1) {
                throw new IllegalArgumentException(
                        "Template set %s: choice '%s' would be the tokens %s; expected one word"
                                .formatted(templates.name(), choice, file.split(choice)));
            }
            file.tokens.add(choice);
        }
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            Names.of(character).forEach(name -> file.tokens.add(" " + name));
        }
        Map<String, Integer> longest = new LinkedHashMap<>();
        for (ArithmeticOptions options : datasets) {
            for (Template template : templates.of(options.dataset())) {
                file.addWords(template, options).forEach((start, digits) -> longest.merge(start, digits, Math::max));
            }
        }
        longest.forEach((start, digits) -> file.addNumbers(start, digits, numbers.digits));
        return file;
    }

    /** The vocabulary; a token's position is its id. */
    public List<String> tokens() {
        return List.copyOf(tokens);
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

    /** Phrases, longest first; numbers; words; any other character. All but phrases take one space before them along. */
    private static Pattern pieces(List<String> phrases, NumberTokens numbers) {
        String alternatives = phrases.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .distinct()
                .map(phrase -> phrase.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0"))
                .collect(Collectors.joining("|"));
        return Pattern.compile(
                "%s| ?[0-9]{1,%d}| ?\\p{L}+| ?[^\\s\\p{L}0-9]|\\s".formatted(alternatives, numbers.digits));
    }

    private List<String> split(String text) {
        List<String> split = new ArrayList<>();
        Matcher matcher = pieces.matcher(text);
        while (matcher.find()) {
            split.add(matcher.group());
        }
        return split;
    }

    /** Adds the words around the numbers; returns what stands before numbers, a space or nothing, and the most digits after it. */
    private Map<String, Integer> addWords(Template template, ArithmeticOptions options) {
        Map<String, Integer> longest = new LinkedHashMap<>();
        String name = Names.of(QuirkyCharacter.ALICE).get(0);
        for (String result : options.smallestResult() < 0 ? List.of("1", "-1") : List.of("1")) {
            String prompt = template.fill(slot -> switch (slot) {
                case "name" -> name;
                case "result" -> result;
                default -> "1";
            });
            boolean negative = false;
            for (String piece : split(prompt)) {
                if (NUMBER.matcher(piece).matches()) {
                    int digits =
                            negative ? Long.toString(-options.smallestResult()).length() : longestNumber(options);
                    longest.merge(piece.startsWith(" ") ? " " : "", digits, Math::max);
                } else {
                    tokens.add(piece);
                }
                negative = piece.endsWith("-");
            }
        }
        return longest;
    }

    /** Adds the first pieces of all numbers of up to {@code longest} digits, and the pieces that go on where one is too short. */
    private void addNumbers(String start, int longest, int digits) {
        for (int number = 0; number < powerOfTen(Math.min(longest, digits)); number++) {
            tokens.add(start + number);
        }
        for (int rest = 1; rest <= Math.min(longest - digits, digits); rest++) {
            for (int number = 0; number < powerOfTen(rest); number++) {
                tokens.add(("%0" + rest + "d").formatted(number));
            }
        }
    }

    /** Digits of the longest number that a dataset shows: a distractor may put a digit in place of each character. */
    private static int longestNumber(ArithmeticOptions options) {
        long largest = options.largestResult();
        int longest = 0;
        for (long number : new long[] {
            options.operandLimit() - 1L,
            options.operation() == Operation.MODULARADDITION ? options.modulus() : 0,
            options.smallestResult(),
            largest,
            options.operation().sloppy(largest, options.modulus())
        }) {
            longest = Math.max(longest, Long.toString(number).length());
        }
        return longest;
    }

    private static int powerOfTen(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
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
