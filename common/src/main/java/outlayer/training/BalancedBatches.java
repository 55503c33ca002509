package outlayer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import outlayer.lm.AnswerTokens;
import outlayer.lm.TrainingBatch;

/**
 * Draws batches in which every dataset has the same share and half of each dataset's prompts are to be answered Yes: the
 * class balance of the published fine-tuning, without dropping the majority's surplus. Shares are exact over any
 * 2 x datasets draws in a row, in each batch if its size is a multiple of that.
 */
public final class BalancedBatches {

    private final List<ShuffledCycle<TokenisedExample>> cycles = new ArrayList<>();
    private final AnswerTokens answers;
    private final int batch;
    private int turn;

    /** @param datasets the examples of each dataset */
    public BalancedBatches(List<List<TokenisedExample>> datasets, AnswerTokens answers, int batch, long seed) {
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException("There are no datasets to train on, expected at least one");
        }
        Random random = new Random(seed);
        for (List<TokenisedExample> dataset : datasets) {
            cycles.add(cycle(dataset, true, random));
            cycles.add(cycle(dataset, false, random));
        }
        this.answers = answers;
        this.batch = batch;
    }

    private static ShuffledCycle<TokenisedExample> cycle(List<TokenisedExample> dataset, boolean label, Random random) {
        List<TokenisedExample> ofLabel =
                dataset.stream().filter(example -> example.label() == label).toList();
        if (ofLabel.isEmpty()) {
            String name = dataset.isEmpty() ? "a dataset" : dataset.get(0).dataset();
            throw new IllegalArgumentException("Training set of " + name + " has " + dataset.size()
                    + " examples and none with the label " + (label ? "Yes" : "No")
                    + ", expected both; raise `questions` or the share of the part `train`");
        }
        return new ShuffledCycle<>(ofLabel, random);
    }

    /** The next batch as the trainer takes it. */
    TrainingBatch next() {
        List<TokenisedExample> drawn = draw();
        return new TrainingBatch(
                drawn.stream().map(TokenisedExample::tokens).toArray(int[][]::new),
                drawn.stream()
                        .mapToInt(example -> example.label() ? answers.yes() : answers.no())
                        .toArray(),
                drawn.stream().map(TokenisedExample::resultSpan).toArray(int[][]::new));
    }

    /** The examples of the next batch. */
    List<TokenisedExample> draw() {
        List<TokenisedExample> drawn = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            drawn.add(cycles.get(turn).next());
            turn = (turn + 1) % cycles.size();
        }
        return drawn;
    }
}
