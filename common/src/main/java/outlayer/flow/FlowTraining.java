package outlayer.flow;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.SafeTensors;
import outlayer.torch.AdamW;
import outlayer.torch.AdamWOptions;
import outlayer.torch.Device;

/**
 * One training of a flow, to its end: the whitening of the rows that are learned from, then steps of AdamW towards likelihood times prior, and
 * judgements on the rows held back, of which the best state comes out. Interrupted and run again with equal settings and rows, it goes on from its
 * last checkpoint to the same bytes on a processor.
 *
 * <p>The loop is not that of outlayer.training, whose steps, judgements and curve are of prompts and answers; both keep their checkpoints
 * by the same store.
 */
public final class FlowTraining implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowTraining.class);
    private static final double NANOS = 1e9;

    private final FlowOptions options;
    private final FlowKeeping keeping;
    private final Consumer<FlowPoint> watcher;
    private final FlowCheckpoint files;
    private final FlowFile.Description description;
    private final Bijection flow;
    private final AdamW optimizer;
    private final double[] strictness;
    private final FlowJudge judge;
    private final ShuffledBatches batches;
    private final long start;
    private final double secondsBefore;
    private FlowProgress progress;
    private double secondsAtCheckpoint;

    private FlowTraining(
            Rows rows,
            RowSplit split,
            FlowProgress begun,
            Bijection flow,
            FlowKeeping keeping,
            Consumer<FlowPoint> watcher,
            long start)
            throws IOException {
        this.start = start;
        this.options = begun.options();
        this.keeping = keeping;
        this.watcher = watcher;
        this.flow = flow;
        progress = begun;
        files = new FlowCheckpoint(keeping.directory());
        description = new FlowFile.Description(rows.dimension(), options, begun.origin());
        strictness = flow.layout().strictness(split.learned());
        judge = FlowJudge.of(rows, split);
        batches = new ShuffledBatches(rows, split, options, begun.step());
        optimizer = new AdamW(
                flow.manager(), flow.weights(), new AdamWOptions(0.9, 0.98, 1e-8, 0, options.maxGradientNorm()));
        secondsBefore = begun.seconds().stream().reduce(0.0, (before, last) -> last);
    }

    /**
     * The trained flow then stands in {@link FlowKeeping#flow}.
     *
     * @param origin what the rows are (model, dataset, layer, …); stored with the flow, and a checkpoint of another origin is refused
     * @param watcher hears of every point of the learning curve as it is measured
     * @throws IllegalArgumentException where the rows are too few, all the same, or hold no numbers
     */
    public static FlowCurve run(
            Rows rows,
            FlowOptions options,
            Map<String, String> origin,
            Device device,
            FlowKeeping keeping,
            Consumer<FlowPoint> watcher)
            throws IOException {
        long start = System.nanoTime();
        int d = rows.dimension();
        if (d < 2) {
            throw new IllegalArgumentException("Vectors have " + d + " features, expected at least 2 for a flow");
        }
        RowSplit split = RowSplit.of(rows, options);
        FlowProgress fresh = FlowProgress.begin(options.fitting(split.learned(), d), origin);
        FlowCheckpoint files = new FlowCheckpoint(keeping.directory());
        boolean resumed = keeping.store().restore(keeping.directory());
        FlowProgress begun = resumed ? requireSame(fresh, files.progress()) : fresh;
        try (Bijection flow = resumed ? best(files, device) : untrained(rows, split, begun.options(), device);
                FlowTraining training = new FlowTraining(rows, split, begun, flow, keeping, watcher, start)) {
            if (resumed) {
                files.restore(training.optimizer);
            }
            return training.toTheEnd();
        }
    }

    private static FlowProgress requireSame(FlowProgress asked, FlowProgress found) {
        if (!asked.options().equals(found.options()) || !asked.origin().equals(found.origin())) {
            throw new IllegalStateException("The checkpoint is of a training with " + found.options() + " on "
                    + found.origin() + ", expected " + asked.options() + " on " + new TreeMap<>(asked.origin())
                    + "; remove it to begin anew");
        }
        return found;
    }

    private static Bijection untrained(Rows rows, RowSplit split, FlowOptions options, Device device)
            throws IOException {
        FlowLayout layout = new FlowLayout(rows.dimension(), options.architecture());
        Whitening whitening = new WhiteningFit(rows, split).whitening(layout.mixed());
        return Bijection.untrained(layout, whitening, options.seed(), device);
    }

    private static Bijection best(FlowCheckpoint files, Device device) throws IOException {
        try (SafeTensors file = SafeTensors.open(files.best())) {
            return FlowFile.open(file, FlowFile.describe(file), device);
        }
    }

    private FlowCurve toTheEnd() throws IOException {
        if (progress.points().isEmpty()) {
            judge();
        }
        while (!progress.over()) {
            step();
            boolean judged = progress.step() == options.rate().steps() || progress.step() % options.judgeEvery() == 0;
            if (judged) {
                judge();
            }
            if (judged || keeping.interval().isOver(seconds() - secondsAtCheckpoint)) {
                files.saveState(optimizer, progress);
                keeping.store().keep(keeping.directory(), progress.step());
                secondsAtCheckpoint = seconds();
            }
        }
        files.finish(keeping.flow());
        return progress.curve();
    }

    private void step() throws IOException {
        double rate = options.rate().at(progress.step());
        FloatBuffer rows = FloatBuffer.wrap(batches.next());
        try (NDManager scope = flow.manager().newSubManager()) {
            Bijection.Gradients gradients = flow.gradients(scope, rows, strictness);
            requireFinite("loss", gradients.loss());
            double norm = optimizer.step(gradients.arrays(), rate);
            requireFinite("norm of the gradients", norm);
            progress = progress.stepped(batches.size(), rate, gradients.loss(), norm);
        }
    }

    private void judge() throws IOException {
        double loss = judge.loss(flow);
        requireFinite("validation loss", loss);
        progress = progress.judged(loss, seconds());
        FlowPoint point = progress.last();
        LOG.debug("Flow of {}: {}", progress.origin(), point);
        watcher.accept(point);
        if (progress.best().equals(point)) {
            files.saveBest(flow, description, point.step());
        }
    }

    private void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    "Step " + (progress.step() + 1) + " of " + options.rate().steps() + ": the "
                            + what + " is " + value + ", expected a number. Lower the learning rate ("
                            + options.rate().peak() + "), and see that the vectors hold numbers only");
        }
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - start) / NANOS;
    }

    @Override
    public void close() throws IOException {
        batches.close();
    }
}
