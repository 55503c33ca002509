package outlayer.lm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.RopeScaling;

/** Small decoders and prompts for tests. */
public final class TinyConfigs {

    public static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);

    private TinyConfigs() {}

    public static ModelConfig llama() {
        return config(4, 2, null, null, false);
    }

    static ModelConfig config(
            int heads, int keyValueHeads, @Nullable Integer window, @Nullable RopeScaling scaling, boolean tied) {
        Architecture architecture = window == null ? Architecture.LLAMA : Architecture.MISTRAL;
        return new ModelConfig(
                architecture,
                40,
                16,
                24,
                3,
                heads,
                keyValueHeads,
                6,
                1e-5,
                500,
                scaling,
                window,
                tied,
                64,
                null,
                false,
                false);
    }

    public static List<int[]> prompts(Random random, int count, int longest) {
        var prompts = new ArrayList<int[]>();
        for (int i = 0; i < count; i++) {
            prompts.add(random.ints(1 + random.nextInt(longest), 0, 40).toArray());
        }
        return prompts;
    }

    /** Prompts of up to {@code longest} tokens, some with a result of one to three tokens. */
    static TrainingBatch batch(Random random, int count, int longest) {
        int[][] tokens = new int[count][];
        int[] answers = new int[count];
        int[][] results = new int[count][];
        for (int i = 0; i < count; i++) {
            tokens[i] = random.ints(5 + random.nextInt(longest - 4), 0, 40).toArray();
            answers[i] = random.nextBoolean() ? ANSWERS.yes() : ANSWERS.no();
            int from = 1 + random.nextInt(2);
            results[i] = new int[] {from, from + random.nextInt(4)};
        }
        return new TrainingBatch(tokens, answers, results);
    }
}
