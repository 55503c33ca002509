package outlayer.feature;

import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.linalg.Matrix;
import outlayer.lm.Tokenizer;
import outlayer.quirky.ContrastSet;
import outlayer.stats.Folds;
import outlayer.stats.LogisticRegression;

/**
 * A probe that tells wrong answers from right ones by what one layer holds at their last token; a prompt's score is the probe's logit there
 * (METHODS.md 3.4). Sees no prompt of any dataset. The probe is a logistic regression whose penalty is chosen by five-fold cross-validation;
 * the four texts of a question stay in one fold.
 */
public final class ContrastProbe {

    private static final int FOLDS = 5;

    private ContrastProbe() {}

    /** The texts of a set, in their order, without asking for log-odds; stops where the model cannot read one. */
    public static Prompts prompts(ContrastSet set, Tokenizer tokenizer, ModelConfig config) {
        Prompts prompts = new Prompts(null);
        for (ContrastSet.Text text : set.texts()) {
            prompts.add(text.text(), tokenizer, config);
            String reason = prompts.reason(prompts.size() - 1);
            if (reason != null) {
                throw new IllegalArgumentException("Contrast set %s, question %d, '%s': %s; choose a set for this model"
                        .formatted(set.name(), text.question(), text.text(), reason));
            }
        }
        return prompts;
    }

    /**
     * Fits the probe of one layer.
     *
     * @param vectors of the set's texts, in their order, [texts, d]
     */
    public static LogisticRegression fit(ContrastSet set, Matrix vectors, long seed) {
        List<ContrastSet.Text> texts = set.texts();
        if (vectors.rows() != texts.size()) {
            throw new IllegalArgumentException("Contrast set %s has %d texts, there are %d vectors"
                    .formatted(set.name(), texts.size(), vectors.rows()));
        }
        boolean[] wrong = new boolean[texts.size()];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = texts.get(i).wrong();
        }
        List<Integer> questions = texts.stream().map(ContrastSet.Text::question).toList();
        return LogisticRegression.crossValidated(vectors, wrong, Folds.dealGroups(FOLDS, questions, seed))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Contrast set %s has too few questions, expected 2 or more".formatted(set.name())));
    }
}
