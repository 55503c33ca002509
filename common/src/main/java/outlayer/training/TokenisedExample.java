package outlayer.training;

import java.util.Arrays;
import java.util.List;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Tokenizer;
import outlayer.lm.Tokens;
import outlayer.quirky.Example;
import outlayer.quirky.QuirkyCharacter;

/**
 * One example as the trainer sees it: token ids, its own two answers, the label to learn, and where the result stands. Not to be
 * written to.
 */
public final class TokenisedExample {

    private final String dataset;
    private final QuirkyCharacter character;
    private final boolean ownLabel;
    private final boolean labelsDiffer;
    private final boolean label;
    private final AnswerTokens answers;
    private final int[] tokens;
    private final int resultFrom;
    private final int resultTo;
    private final boolean truncated;

    private TokenisedExample(
            Example example,
            boolean label,
            AnswerTokens answers,
            int[] tokens,
            int resultFrom,
            int resultTo,
            boolean truncated) {
        this.dataset = example.dataset();
        this.character = example.character();
        this.ownLabel = example.label();
        this.labelsDiffer = example.labelsDiffer();
        this.label = label;
        this.answers = answers;
        this.tokens = tokens;
        this.resultFrom = resultFrom;
        this.resultTo = resultTo;
        this.truncated = truncated;
    }

    /**
     * The result's tokens are learned only where the label is Yes: a result that the character holds to be false teaches
     * nothing about computing it.
     *
     * @param maxTokens a longer prompt loses its beginning, as published (METHODS 2), but not the token that every prompt begins with
     */
    static TokenisedExample of(Example example, LabelRule rule, Tokenizer tokenizer, int maxTokens) {
        Tokens tokens = tokenizer.encode(example.statement());
        AnswerTokens answers = tokenizer.answers(example.noChoice(), example.yesChoice());
        boolean label = rule.label(example);
        int from = 0;
        int to = 0;
        if (label && example.resultStart() >= 0) {
            from = tokensEndingBy(example.resultStart(), tokens);
            to = tokensEndingBy(example.resultEnd(), tokens);
        }
        int dropped = Math.max(0, tokens.size() - maxTokens);
        if (dropped == 0) {
            return new TokenisedExample(example, label, answers, tokens.ids(), from, to, false);
        }
        int kept = tokens.start(0) < 0 ? 1 : 0;
        int[] rest = Arrays.copyOfRange(tokens.ids(), dropped, tokens.size());
        System.arraycopy(tokens.ids(), 0, rest, 0, kept);
        // Of a result whose beginning, or what stands before it, is gone, nothing is asked.
        boolean whole = from - dropped > kept;
        return new TokenisedExample(
                example, label, answers, rest, whole ? from - dropped : 0, whole ? to - dropped : 0, true);
    }

    /** How many tokens end there or before. A token may begin with the space before the result: its end decides. */
    private static int tokensEndingBy(int codePoint, Tokens tokens) {
        int token = 0;
        while (token < tokens.size() && tokens.end(token) <= codePoint) {
            token++;
        }
        return token;
    }

    public static List<TokenisedExample> all(
            List<Example> examples, LabelRule rule, Tokenizer tokenizer, int maxTokens) {
        return examples.stream()
                .map(example -> of(example, rule, tokenizer, maxTokens))
                .toList();
    }

    /** Whether the prompt was too long and lost its beginning. */
    public boolean truncated() {
        return truncated;
    }

    String dataset() {
        return dataset;
    }

    QuirkyCharacter character() {
        return character;
    }

    /** What the character's own rule says, whatever is being learned. */
    boolean ownLabel() {
        return ownLabel;
    }

    boolean labelsDiffer() {
        return labelsDiffer;
    }

    /** What is to be learned. */
    boolean label() {
        return label;
    }

    /** The choices of its own template. */
    AnswerTokens answers() {
        return answers;
    }

    /** The token to be learned. */
    int answer() {
        return label ? answers.yes() : answers.no();
    }

    int[] tokens() {
        return tokens;
    }

    /** Token range [from, to) of the result; empty where it is not learned. */
    int[] resultSpan() {
        return new int[] {resultFrom, resultTo};
    }
}
