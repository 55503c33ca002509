package outlayer.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Trainer;
import outlayer.quirky.QuirkyCharacter;

/**
 * The examples that a training is judged by: as many Yes as No, every dataset and character together. Accuracies and
 * quirkiness are over those of them on which the two labels differ.
 */
public final class Validation {

    private final List<TokenisedExample> examples;
    /** Places of the examples that are asked for the same answers. */
    private final Map<AnswerTokens, List<Integer>> byAnswers = new LinkedHashMap<>();

    /** Undersamples the larger class, taking examples in the order given. */
    public Validation(List<TokenisedExample> examples) {
        long yes = examples.stream().filter(TokenisedExample::label).count();
        long each = Math.min(yes, examples.size() - yes);
        require(each > 0, examples, yes + " of them Yes, expected both labels");
        List<TokenisedExample> balanced = new ArrayList<>();
        int[] taken = new int[2];
        for (TokenisedExample example : examples) {
            if (taken[example.label() ? 1 : 0]++ < each) {
                balanced.add(example);
            }
        }
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            require(
                    balanced.stream().anyMatch(example -> example.character() == character && example.labelsDiffer()),
                    examples,
                    balanced.size() + " after balancing, none of them " + character.key()
                            + "'s with labels that differ, expected some: accuracy and quirkiness are over these");
        }
        this.examples = balanced;
        for (int i = 0; i < balanced.size(); i++) {
            byAnswers
                    .computeIfAbsent(balanced.get(i).answers(), answers -> new ArrayList<>())
                    .add(i);
        }
    }

    private static void require(boolean holds, List<TokenisedExample> examples, String found) {
        if (!holds) {
            throw new IllegalArgumentException("Validation set has " + examples.size() + " examples, " + found
                    + "; raise `questions` or the share of the part `validation`");
        }
    }

    /** Those that are measured. */
    List<TokenisedExample> examples() {
        return examples;
    }

    Judgement judge(Trainer trainer, Passes passes) {
        double[] logOdds = logOdds(trainer, passes);
        double loss = 0;
        Answers alice = new Answers();
        Answers bob = new Answers();
        for (int i = 0; i < logOdds.length; i++) {
            TokenisedExample example = examples.get(i);
            double towardsLabel = example.label() ? logOdds[i] : -logOdds[i];
            // -log p(label) = log(1 + exp(-z)), without overflow
            loss += Math.log1p(Math.exp(-Math.abs(towardsLabel))) + Math.max(0, -towardsLabel);
            if (example.labelsDiffer()) {
                Answers character = example.character() == QuirkyCharacter.ALICE ? alice : bob;
                character.count++;
                character.right += towardsLabel > 0 ? 1 : 0;
                character.towardsOwn += example.ownLabel() ? logOdds[i] : -logOdds[i];
            }
        }
        return new Judgement(
                loss / logOdds.length,
                alice.accuracy(),
                bob.accuracy(),
                Math.min(alice.meanTowardsOwn(), bob.meanTowardsOwn()));
    }

    private double[] logOdds(Trainer trainer, Passes passes) {
        double[] all = new double[examples.size()];
        byAnswers.forEach((answers, places) -> {
            List<int[]> prompts =
                    places.stream().map(place -> examples.get(place).tokens()).toList();
            for (int[] pass : passes.plan(prompts)) {
                double[] odds = trainer.logOdds(
                        IntStream.of(pass).mapToObj(prompts::get).toList(), answers);
                for (int i = 0; i < pass.length; i++) {
                    all[places.get(pass[i])] = finite(odds[i], places.get(pass[i]));
                }
            }
        });
        return all;
    }

    private static double finite(double logOdds, int place) {
        if (!Double.isFinite(logOdds)) {
            throw new IllegalStateException("Log-odds of validation example " + place + " are " + logOdds
                    + ", expected a number: the training has diverged; lower the learning rate");
        }
        return logOdds;
    }

    /** Sums over one character's prompts on which the labels differ; there is at least one. */
    private static final class Answers {

        private int count;
        private int right;
        private double towardsOwn;

        double accuracy() {
            return right / (double) count;
        }

        double meanTowardsOwn() {
            return towardsOwn / count;
        }
    }
}
