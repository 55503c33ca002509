package outlayer.jobs.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import outlayer.lm.AnswerTokens;
import outlayer.lm.ModelConfig;
import outlayer.lm.Tokenizer;
import outlayer.quirky.Example;

/** A shard's prompts as token ids; a prompt that cannot be read has none, and a reason instead. */
final class Prompts {

    private final List<int @Nullable []> tokens = new ArrayList<>();
    private final List<@Nullable String> reasons = new ArrayList<>();
    private final AnswerTokens answers;

    private Prompts(AnswerTokens answers) {
        this.answers = answers;
    }

    static Prompts of(List<Example> examples, Tokenizer tokenizer, ModelConfig config) {
        Set<List<String>> choices = examples.stream()
                .map(example -> List.of(example.noChoice(), example.yesChoice()))
                .collect(Collectors.toSet());
        if (choices.size() != 1) {
            throw new IllegalArgumentException("A shard offers the choices " + choices
                    + ", expected one pair for all its examples: the frame of a template set has one");
        }
        List<String> pair = choices.iterator().next();
        Prompts prompts =
                new Prompts(new AnswerTokens(tokenizer.answerToken(pair.get(0)), tokenizer.answerToken(pair.get(1))));
        examples.forEach(example -> prompts.add(example.statement(), tokenizer, config));
        return prompts;
    }

    private void add(String statement, Tokenizer tokenizer, ModelConfig config) {
        if (statement.isBlank()) {
            refuse("the prompt is empty");
            return;
        }
        int[] ids = tokenizer.encode(statement).ids();
        if (ids.length > config.maxTokens()) {
            refuse("the prompt has " + ids.length + " tokens, the model takes " + config.maxTokens());
            return;
        }
        tokens.add(ids);
        reasons.add(null);
    }

    private void refuse(String reason) {
        tokens.add(null);
        reasons.add(reason);
    }

    List<int @Nullable []> tokens() {
        return tokens;
    }

    List<@Nullable String> reasons() {
        return reasons;
    }

    AnswerTokens answers() {
        return answers;
    }

    long tokenCount() {
        return tokens.stream().mapToLong(ids -> ids == null ? 0 : ids.length).sum();
    }
}
