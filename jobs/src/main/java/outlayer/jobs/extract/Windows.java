package outlayer.jobs.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Prompts;
import outlayer.feature.VectorKind;
import outlayer.jobs.datasets.Shard;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Positions;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;

/**
 * Cuts shards into windows: one ends with its 512th example, or with the one whose vectors bring it to 256 MB of memory. Where that is
 * depends on the shards, the settings and the model alone. For one thread.
 */
public final class Windows {

    static final int ROWS = 512;
    static final long BYTES = 256L << 20;

    private final Iterator<Shard> shards;
    private final Deque<Example> pending = new ArrayDeque<>();
    private final Tokenizer tokenizer;
    private final ModelConfig config;
    private final boolean withAnswers;
    private final long bytesPerExample;
    private final long bytesPerToken;
    /** Templates in free text offer other choices each; there are a few pairs in all. */
    private final Map<List<String>, AnswerTokens> answersByChoices = new HashMap<>();

    /** Of prompts that are all asked for their answers. */
    public Windows(List<Shard> shards, List<? extends VectorKind> features, Tokenizer tokenizer, ModelConfig config) {
        this(shards, features, true, tokenizer, config);
    }

    Windows(
            List<Shard> shards,
            List<? extends VectorKind> features,
            boolean withAnswers,
            Tokenizer tokenizer,
            ModelConfig config) {
        this.shards = shards.iterator();
        this.tokenizer = tokenizer;
        this.config = config;
        this.withAnswers = withAnswers;
        this.bytesPerExample = bytes(features, Positions.LAST, config);
        this.bytesPerToken = bytes(features, Positions.ALL, config);
    }

    /** The next window, or null after the last. */
    public @Nullable Window next() {
        Example example = poll();
        if (example == null) {
            return null;
        }
        List<Example> examples = new ArrayList<>();
        Prompts prompts = new Prompts(withAnswers ? answers(example) : null);
        long bytes = 0;
        while (example != null) {
            if (withAnswers) {
                prompts.ask(answers(example));
            }
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
        return answersByChoices.computeIfAbsent(
                List.of(example.noChoice(), example.yesChoice()),
                choices -> tokenizer.answers(choices.get(0), choices.get(1)));
    }

    /** Memory of one vector of every layer of the features with those positions. */
    static long bytes(List<? extends VectorKind> features, Positions positions, ModelConfig config) {
        return features.stream()
                .filter(feature -> feature.positions() == positions)
                .flatMapToLong(feature ->
                        feature.layers().stream().mapToLong(layer -> (long) feature.width(layer, config) * Float.BYTES))
                .sum();
    }
}
