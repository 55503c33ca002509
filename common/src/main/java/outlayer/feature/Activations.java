package outlayer.feature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.lm.AnswerTokens;
import outlayer.lm.LanguageModel;
import outlayer.lm.LastToken;

/**
 * The residual stream at the last token of each prompt, at every layer, and the log-odds of the two answers, from one
 * forward pass. A prompt that cannot be read has a reason in place of values; its row is never dropped. Not to be written to.
 */
public final class Activations {

    private final int width;
    private final float[][] layers;
    private final double[] logOdds;
    private final @Nullable String[] reasons;

    private Activations(int layers, int width, List<@Nullable String> reasons) {
        this.width = width;
        this.layers = new float[layers][reasons.size() * width];
        this.logOdds = new double[reasons.size()];
        this.reasons = reasons.toArray(new @Nullable String[0]);
    }

    /**
     * Runs the model over the prompts that have tokens, in batches of like length.
     *
     * @param prompts token ids of each prompt; null where the caller found the text unusable
     * @param reasons why, for those prompts; null for the others
     * @param budgetTokens of a batch, padding included
     */
    public static Activations read(
            LanguageModel model,
            List<int @Nullable []> prompts,
            List<@Nullable String> reasons,
            AnswerTokens answers,
            int budgetTokens) {
        if (reasons.size() != prompts.size()) {
            throw new IllegalArgumentException(prompts.size() + " prompts and " + reasons.size()
                    + " reasons, expected one for each, null where the prompt is usable");
        }
        Activations activations =
                new Activations(model.config().layers(), model.config().width(), reasons);
        List<int[]> usable = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            int @Nullable [] prompt = prompts.get(i);
            if ((prompt == null) != (reasons.get(i) != null)) {
                throw new IllegalArgumentException("Prompt " + i + " has " + (prompt == null ? "no tokens" : "tokens")
                        + " and the reason " + reasons.get(i) + ", expected a reason where there are no tokens");
            }
            if (prompt != null) {
                usable.add(prompt);
                rows.add(i);
            }
        }
        int[] lengths = usable.stream().mapToInt(prompt -> prompt.length).toArray();
        for (int[] batch : BatchPlan.of(lengths, budgetTokens)) {
            List<int[]> tokens = new ArrayList<>();
            for (int index : batch) {
                tokens.add(usable.get(index));
            }
            LastToken read = model.read(tokens, answers);
            for (int row = 0; row < batch.length; row++) {
                activations.put(read, row, rows.get(batch[row]));
            }
        }
        return activations;
    }

    private void put(LastToken read, int row, int prompt) {
        logOdds[prompt] = read.logOdds()[row];
        boolean finite = Double.isFinite(logOdds[prompt]);
        for (int layer = 0; layer < layers.length; layer++) {
            float[] residual = read.residual(layer);
            for (int j = 0; j < width; j++) {
                finite &= Float.isFinite(residual[row * width + j]);
            }
            System.arraycopy(residual, row * width, layers[layer], prompt * width, width);
        }
        if (!finite) {
            reasons[prompt] = "the model gave NaN or infinity";
        }
    }

    /** Number of residual states: blocks + 1. */
    public int layers() {
        return layers.length;
    }

    public int width() {
        return width;
    }

    public int prompts() {
        return logOdds.length;
    }

    /** Why a prompt has no values, or null where it has. */
    public @Nullable String reason(int prompt) {
        return reasons[prompt];
    }

    /** logit(yes) - logit(no) of a prompt; meaningless where there is a {@link #reason}. */
    public double logOdds(int prompt) {
        return logOdds[prompt];
    }

    /** Residuals of one layer, [prompts, width] row-major; rows with a {@link #reason} are meaningless. */
    public float[] layer(int layer) {
        return layers[layer];
    }
}
