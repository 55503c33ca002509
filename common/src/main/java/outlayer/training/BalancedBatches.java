package outlayer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws batches in which every dataset has the same share and half of each dataset's prompts are to be answered Yes: the
 * class balance of the published fine-tuning, without dropping the majority's surplus. Shares are exact over any
 * 2 x datasets draws in a row, in each batch if its size is a multiple of that.
 */
public final class BalancedBatches implements Batches {

    private final List<ShuffledCycle<TokenisedExample>> cycles = new ArrayList<>();
    private final int batch;
    private int turn;

    /** @param datasets the examples of each dataset */
    public BalancedBatches(List<List<TokenisedExample>> datasets, int batch, long seed) {
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException("There are no datasets to train on, expected at least one");
        }
        Random random = new Random(seed);
        for (List<TokenisedExample> dataset : datasets) {
            LabelClasses classes = LabelClasses.ofTraining(dataset);
            cycles.add(new ShuffledCycle<>(classes.yes(), random));
            cycles.add(new ShuffledCycle<>(classes.no(), random));
        }
        this.batch = batch;
    }

    @Override
    public List<TokenisedExample> next() {
        List<TokenisedExample> drawn = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            drawn.add(cycles.get(turn).next());
            turn = (turn + 1) % cycles.size();
        }
        return drawn;
    }
}
