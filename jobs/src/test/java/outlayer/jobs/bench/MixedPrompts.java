package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.BatchPlan;
import outlayer.lm.AnswerTokens;
import outlayer.lm.LanguageModel;
import outlayer.lm.Taps;

/**
 * Prompts whose lengths have a long tail, log-normal around 60 tokens, and two ways to put them into batches.
 *
 * @param planned by {@link BatchPlan}
 * @param plain as the Python code that this project succeeds does it: as they come, seven at a time, padded to the longest
 */
record MixedPrompts(List<int[]> prompts, List<int[]> planned, List<int[]> plain) {

    static final int SHORTEST = 8;
    static final int LONGEST = 512;

    private static final int PLAIN_BATCH = 7;
    private static final int BUDGET_TOKENS = 4096;

    static MixedPrompts of(ModelConfig config, int count) {
        Random random = new Random(1);
        List<int[]> prompts = RandomModel.prompts(config, count, i ->
                (int) Math.min(LONGEST, Math.max(SHORTEST, Math.exp(Math.log(60) + 0.9 * random.nextGaussian()))));
        int[] lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        List<int[]> plain = new ArrayList<>();
        for (int from = 0; from < count; from += PLAIN_BATCH) {
            plain.add(IntStream.range(from, Math.min(count, from + PLAIN_BATCH)).toArray());
        }
        return new MixedPrompts(prompts, BatchPlan.of(lengths, BUDGET_TOKENS), plain);
    }

    /** Tokens of all prompts, padding not counted. */
    double tokens() {
        return prompts.stream().mapToInt(prompt -> prompt.length).sum();
    }

    /** Share of the tokens that a plan computes and that are padding. */
    double padding(List<int[]> plan) {
        double computed = 0;
        for (int[] batch : plan) {
            computed += (double) batch.length
                    * IntStream.of(batch).map(i -> prompts.get(i).length).max().orElseThrow();
        }
        return 1 - tokens() / computed;
    }

    /** Runs a plan through a model; the sum of all log-odds. */
    double read(LanguageModel model, List<int[]> plan, AnswerTokens answers, Taps taps) {
        double sum = 0;
        for (int[] batch : plan) {
            List<int[]> tokens = IntStream.of(batch).mapToObj(prompts::get).toList();
            sum += DoubleStream.of(model.read(tokens, answers, taps).logOdds()).sum();
        }
        return sum;
    }
}
