package outlayer.training;

import java.util.ArrayList;
import java.util.List;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DecoderTrainer;
import outlayer.quirky.QuirkyCharacter;

/** The examples that a training is judged by: as many Yes as No, every dataset and character together. */
public final class Validation {

    private final List<TokenisedExample> examples;
    private final List<int[]> prompts;
    private final AnswerTokens answers;

    /** Undersamples the larger class, taking examples in the order given. */
    public Validation(List<TokenisedExample> examples, AnswerTokens answers) {
        long yes = examples.stream().filter(TokenisedExample::label).count();
        int each = (int) Math.min(yes, examples.size() - yes);
        List<TokenisedExample> balanced = new ArrayList<>();
        int[] taken = new int[2];
        for (TokenisedExample example : examples) {
            if (taken[example.label() ? 1 : 0]++ < each) {
                balanced.add(example);
            }
        }
        if (balanced.isEmpty()) {
            throw new IllegalArgumentException("Validation set has " + examples.size() + " examples, " + yes
                    + " of them Yes, expected both labels; raise `questions` or the share of the part `validation`");
        }
        this.examples = balanced;
        this.prompts = balanced.stream().map(TokenisedExample::tokens).toList();
        this.answers = answers;
    }

    CurvePoint measure(DecoderTrainer trainer, int step, double trainLoss) {
        double[] logOdds = trainer.logOdds(prompts, answers);
        double loss = 0;
        double[] own = new double[2];
        int[] right = new int[2];
        int[] differing = new int[2];
        for (int i = 0; i < logOdds.length; i++) {
            TokenisedExample example = examples.get(i);
            double towardsLabel = example.label() ? logOdds[i] : -logOdds[i];
            loss += Math.log1p(Math.exp(-Math.abs(towardsLabel))) + Math.max(0, -towardsLabel);
            if (example.labelsDiffer()) {
                int who = example.character() == QuirkyCharacter.ALICE ? 0 : 1;
                differing[who]++;
                own[who] += example.ownLabel() ? logOdds[i] : -logOdds[i];
                right[who] += towardsLabel > 0 ? 1 : 0;
            }
        }
        return new CurvePoint(
                step,
                trainLoss,
                loss / logOdds.length,
                right[0] / (double) differing[0],
                right[1] / (double) differing[1],
                Math.min(own[0] / differing[0], own[1] / differing[1]));
    }
}
