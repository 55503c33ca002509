package outlayer.feature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Tokenizer;

/** Some prompts as token ids; one that cannot be read has none, and a reason instead. Filled by one thread, then only read. */
public final class Prompts {

    private static final int[] NO_TOKENS = {};

    private final List<int[]> tokens = new ArrayList<>();
    private final List<@Nullable String> reasons = new ArrayList<>();
    private final List<@Nullable AnswerTokens> answers = new ArrayList<>();
    private @Nullable AnswerTokens asked;

    /** None yet; with the answers whose log-odds are wanted of each, or null. */
    public Prompts(@Nullable AnswerTokens asked) {
        this.asked = asked;
    }

    /** Other answers are wanted of the prompts that follow. */
    public void ask(AnswerTokens others) {
        if (asked == null) {
            throw new IllegalStateException("Answers " + others + " are asked for where no log-odds are wanted");
        }
        asked = others;
    }

    /** Adds a prompt as it stands; it is never cut: an empty one and one over the model's length are refused. */
    public void add(String statement, Tokenizer tokenizer, ModelConfig config) {
        if (statement.isBlank()) {
            refuse("the prompt is empty");
            return;
        }
        int[] ids = tokenizer.encode(statement).ids();
        if (ids.length > config.maxTokens()) {
            refuse("the prompt has " + ids.length + " tokens, the model takes " + config.maxTokens());
        } else {
            add(ids);
        }
    }

    /** Adds one that can be read. */
    public void add(int[] ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("Prompt " + size() + " has no tokens, expected 1 or more, or a reason");
        }
        tokens.add(ids);
        reasons.add(null);
        answers.add(asked);
    }

    /** Adds one that cannot, and why. */
    public void refuse(String reason) {
        tokens.add(NO_TOKENS);
        reasons.add(reason);
        answers.add(asked);
    }

    public int size() {
        return tokens.size();
    }

    /** Token ids; none where there is a {@link #reason}. Not copied. */
    public int[] tokens(int prompt) {
        return tokens.get(prompt);
    }

    /** Why a prompt cannot be read, or null where it can. */
    public @Nullable String reason(int prompt) {
        return reasons.get(prompt);
    }

    /** The answers whose log-odds are wanted of a prompt; null: none. */
    public @Nullable AnswerTokens answers(int prompt) {
        return answers.get(prompt);
    }

    /** Whether log-odds are wanted. */
    public boolean asked() {
        return asked != null;
    }

    public long tokenCount() {
        return tokens.stream().mapToLong(ids -> ids.length).sum();
    }
}
