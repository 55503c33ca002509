package outlayer.lm;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.TokenizerConfig;

/**
 * A {@code tokenizer.json} as it is. Never truncates or pads. Where the model wants a token that begins every text, by
 * {@code tokenizer_config.json} or by the tokenizer's own post-processor, there is exactly one, also before a text that brings its
 * own. Threads may share it.
 */
public final class Tokenizer implements AutoCloseable {

    private final Path file;
    private final HuggingFaceTokenizer tokenizer;
    private final @Nullable Integer begin;
    private final @Nullable Integer unknown;

    private Tokenizer(Path file, HuggingFaceTokenizer tokenizer, @Nullable Integer begin) {
        this.file = file;
        this.tokenizer = tokenizer;
        this.begin = begin;
        this.unknown = unknown(tokenizer);
    }

    /** Opens {@code tokenizer.json} of a model directory. */
    public static Tokenizer open(Path dir) throws IOException {
        Path file = dir.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is missing, expected beside config.json");
        }
        TokenizerConfig config = TokenizerConfig.read(dir);
        HuggingFaceTokenizer tokenizer = load(file);
        try {
            return new Tokenizer(file, tokenizer, begin(tokenizer, config, file));
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static HuggingFaceTokenizer load(Path file) throws IOException {
        try {
            // DJL's defaults cut every text at 512 tokens.
            return HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optPadding(false)
                    .optTruncation(false)
                    .build();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": not a tokenizer: " + e.getMessage(), e);
        }
    }

    /** The token that goes before every text; null where none does. */
    private static @Nullable Integer begin(HuggingFaceTokenizer tokenizer, TokenizerConfig config, Path file) {
        String token = config.beginToken();
        if (token != null) {
            int[] ids = ids(tokenizer.encode(token, false, false));
            if (ids.length != 1) {
                throw new IllegalArgumentException(file + ": bos_token " + token + " of tokenizer_config.json is "
                        + ids.length + " tokens here, expected one; do the files belong together?");
            }
            return ids[0];
        }
        return config.begin() == TokenizerConfig.Begin.NONE ? null : added(tokenizer, file);
    }

    /** The one token, or none, that the post-processor puts before a text. */
    private static @Nullable Integer added(HuggingFaceTokenizer tokenizer, Path file) {
        int[] plain = ids(tokenizer.encode("a", false, false));
        int[] whole = ids(tokenizer.encode("a", true, false));
        if (Arrays.equals(whole, plain)) {
            return null;
        }
        int[] rest = Arrays.copyOfRange(whole, Math.min(1, whole.length), whole.length);
        if (!Arrays.equals(rest, plain)) {
            throw new IllegalArgumentException(file + ": post_processor makes " + Arrays.toString(whole)
                    + " of a text of the tokens " + Arrays.toString(plain) + ", expected one more before it at most");
        }
        return whole[0];
    }

    /** What two characters of private use, which no vocabulary has, have in common; null where they differ, byte by byte. */
    private static @Nullable Integer unknown(HuggingFaceTokenizer tokenizer) {
        int[] one = ids(tokenizer.encode("\uE0F1", false, false));
        int[] other = ids(tokenizer.encode("\uE0F2", false, false));
        return one.length > 0 && Arrays.equals(one, other) ? one[one.length - 1] : null;
    }

    /** Whether a text has words or characters that this tokenizer does not know and reads as one and the same token. */
    public boolean hasUnknown(Tokens tokens) {
        return unknown != null && Arrays.stream(tokens.ids()).anyMatch(id -> id == unknown);
    }

    /** Tokens of a whole prompt, with the one that begins it. */
    public Tokens encode(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        int[] own = ids(encoding);
        CharSpan[] spans = encoding.getCharTokenSpans();
        boolean wanting = begin != null && (own.length == 0 || own[0] != begin);
        int shift = wanting ? 1 : 0;
        int[] ids = new int[own.length + shift];
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        if (begin != null && wanting) {
            ids[0] = begin;
            starts[0] = -1;
            ends[0] = -1;
        }
        for (int t = 0; t < own.length; t++) {
            ids[t + shift] = own[t];
            starts[t + shift] = spans[t] == null ? -1 : spans[t].getStart();
            ends[t + shift] = spans[t] == null ? -1 : spans[t].getEnd();
        }
        return new Tokens(ids, starts, ends);
    }

    /**
     * The token by which an answer such as {@code " Yes"} is recognised: the first of its own, as published (METHODS 2). A blank before it
     * does not count: some tokenizers put one before every text.
     */
    public int answerToken(String answer) {
        return Arrays.stream(ids(tokenizer.encode(answer, false, false)))
                .filter(id -> !isBlank(text(id)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Answer '" + answer + "' has no token"));
    }

    /** The tokens by which two answers are told apart. */
    public AnswerTokens answers(String no, String yes) {
        int id = answerToken(no);
        if (id == answerToken(yes)) {
            throw new IllegalArgumentException(file + ": the answers '" + no + "' and '" + yes
                    + "' both begin with the token '" + text(id)
                    + "', expected different ones, since a model is asked for the"
                    + " first; choose other answers");
        }
        return new AnswerTokens(id, answerToken(yes));
    }

    /** Whether a token is spaces alone, which SentencePiece writes as U+2581. */
    private static boolean isBlank(String token) {
        return token.chars().allMatch(c -> c == ' ' || c == '\u2581');
    }

    private String text(int id) {
        return tokenizer.decode(new long[] {id}, false);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static int[] ids(Encoding encoding) {
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }
}
