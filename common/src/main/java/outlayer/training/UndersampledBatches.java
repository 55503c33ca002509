package outlayer.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The published balance (METHODS 2): of the more frequent label only as many examples, drawn once, as the other has; these
 * in rounds, each in a new order. A batch may begin in one round and end in the next, so that all are of one size.
 */
public final class UndersampledBatches implements Batches {

    private final List<TokenisedExample> balanced = new ArrayList<>();
    private final ShuffledCycle<TokenisedExample> cycle;
    private final int batch;

    public UndersampledBatches(List<TokenisedExample> examples, int batch, long seed) {
        LabelClasses classes = LabelClasses.ofTraining(examples);
        int each = Math.min(classes.yes().size(), classes.no().size());
        Random random = new Random(seed);
        for (List<TokenisedExample> label : List.of(classes.yes(), classes.no())) {
            List<TokenisedExample> shuffled = new ArrayList<>(label);
            Collections.shuffle(shuffled, random);
            balanced.addAll(shuffled.subList(0, each));
        }
        cycle = new ShuffledCycle<>(balanced, random);
        this.batch = batch;
    }

    /** Steps that so many rounds take, the last one begun included. */
    public int steps(double epochs) {
        return Math.toIntExact((long) Math.ceil(epochs * balanced.size() / batch));
    }

    /** Examples of a round, half of them to be answered Yes. */
    public int size() {
        return balanced.size();
    }

    @Override
    public List<TokenisedExample> next() {
        List<TokenisedExample> drawn = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            drawn.add(cycle.next());
        }
        return drawn;
    }
}
