package outlayer.lm;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code tokenizer.json} as it is. Never truncates or pads. Special tokens such as BOS are added by its own post-processor and nowhere
 * else, so there cannot be two. Threads may share it.
 */
public final class Tokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;

    private Tokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Opens {@code tokenizer.json} of a model directory. */
    public static Tokenizer open(Path dir) throws IOException {
        Path file = dir.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is missing, expected beside config.json");
        }
        try {
            // DJL's defaults cut every text at 512 tokens.
            return new Tokenizer(HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optPadding(false)
                    .optTruncation(false)
                    .optAddSpecialTokens(true)
                    .build());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": not a tokenizer: " + e.getMessage(), e);
        }
    }

    /** Tokens of a whole prompt, with the special ones. */
    public Tokens encode(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        int[] ids = ids(encoding);
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        long[] special = encoding.getSpecialTokenMask();
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int t = 0; t < ids.length; t++) {
            boolean inText = special[t] == 0 && spans[t] != null;
            starts[t] = inText ? spans[t].getStart() : -1;
            ends[t] = inText ? spans[t].getEnd() : -1;
        }
        return new Tokens(ids, starts, ends);
    }

    /** The token by which an answer such as {@code " Yes"} is recognised: the last one of its own tokens. */
    public int answerToken(String answer) {
        int[] ids = ids(tokenizer.encode(answer, false, false));
        if (ids.length == 0) {
            throw new IllegalArgumentException("Answer '" + answer + "' has no token");
        }
        return ids[ids.length - 1];
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static int[] ids(Encoding encoding) {
        long[] longs = encoding.getIds();
        int[] ids = new int[longs.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Math.toIntExact(longs[i]);
        }
        return ids;
    }
}
