package outlayer.jobs.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Feature;
import outlayer.feature.Prompts;
import outlayer.jobs.datasets.Shard;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Positions;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;

/**
 * Cuts shards into windows: one ends with its 512th example, or with the one whose vectors bring it to 256 MB of memory. Where that is
 * depends on the shards, the settings and the model alone. For one thread.
 */
final class Windows {

    static final int ROWS = 512;
    static final long BYTES = 256L << 20;

    private final Iterator<Shard> shards;
    private final Deque<Example> pending = new ArrayDeque<>();
    private final Tokenizer tokenizer;
    private final ModelConfig config;
    private final boolean withAnswers;
    private final long bytesPerExample;
    private final long bytesPerToken;
    private @Nullable Example first;

    Windows(List<Shard> shards, List<Feature> features, boolean withAnswers, Tokenizer tokenizer, ModelConfig config) {
        this.shards = shards.iterator();
        this.tokenizer = tokenizer;
        this.config = config;
        this.withAnswers = withAnswers;
        this.bytesPerExample = bytes(features, Positions.LAST, config);
        this.bytesPerToken = bytes(features, Positions.ALL, config);
    }

    /** The next window, or null after the last. */
    @Nullable
    Window next() {
        Example example = poll();
        if (example == null) {
            return null;
        }
        List<Example> examples = new ArrayList<>();
        Prompts prompts = new Prompts(withAnswers ? answers(example) : null);
        long bytes = 0;
        while (example != null) {
            requireSameChoices(example);
            examples.add(example);
            prompts.add(example.statement(), tokenizer, config);
            bytes += bytesPerExample + bytesPerToken * prompts.tokens(prompts.size() - 1).length;
            example = examples.size() < ROWS && bytes < BYTES ? poll() : null;
        }
        return new Window(examples, prompts);
    }

    private @Nullable Example poll() {
        while (pending.isEmpty() && shards.hasNext()) {
            pending.addAll(shards.next().examples());
        }
        return pending.poll();
    }

    private AnswerTokens answers(Example example) {
        return new AnswerTokens(tokenizer.answerToken(example.noChoice()), tokenizer.answerToken(example.yesChoice()));
    }

    private void requireSameChoices(Example example) {
        if (first == null) {
            first = example;
        }
        List<String> expected = List.of(first.noChoice(), first.yesChoice());
        List<String> found = List.of(example.noChoice(), example.yesChoice());
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("Example " + example.id() + " offers the choices " + found + ", example "
                    + first.id() + " of the same part " + expected
                    + "; expected one pair: the frame of a template set has one");
        }
    }

    /** Memory of one vector of every layer of the features with those positions. */
    static long bytes(List<Feature> features, Positions positions, ModelConfig config) {
        return features.stream()
                .filter(feature -> feature.positions() == positions)
                .mapToLong(feature -> (long) feature.layers().size() * feature.width(config) * Float.BYTES)
                .sum();
    }
}
