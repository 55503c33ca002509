package outlayer.training;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.lm.Trainer;
import outlayer.lm.Trainer.Update;
import outlayer.torch.DeviceMemoryException;
import outlayer.training.TrainingOptions.Kept;

/**
 * One training, to its end: steps, judgements, and the choice of the state that comes out. Interrupted and run again with equal
 * settings, it goes on from its last checkpoint to the same weights.
 */
public final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final double NANOS = 1e9;

    private final Trainer trainer;
    private final Course course;
    private final TrainingOptions options;
    private final Keeping keeping;
    private final Consumer<CurvePoint> watcher;
    private Passes passes;
    private final long start = System.nanoTime();
    private double secondsBefore;
    private double secondsAtCheckpoint;

    private Training(
            Trainer trainer, Course course, TrainingOptions options, Keeping keeping, Consumer<CurvePoint> watcher) {
        this.trainer = trainer;
        this.course = course;
        this.options = options;
        this.keeping = keeping;
        this.watcher = watcher;
        passes = new Passes(options.passTokens());
    }

    /**
     * The state that is kept then stands in the keeping's directory, under {@code evaluated} by its step.
     *
     * @param watcher hears of every point of the learning curve as it is measured
     */
    public static LearningCurve run(
            Trainer trainer, Course course, TrainingOptions options, Keeping keeping, Consumer<CurvePoint> watcher)
            throws IOException {
        return new Training(trainer, course, options, keeping, watcher).toTheEnd();
    }

    private LearningCurve toTheEnd() throws IOException {
        TrainingProgress progress = begin();
        while (!progress.over(options)) {
            progress = step(progress);
            boolean judged =
                    progress.step() == options.steps() || options.evaluations().includes(progress.step());
            if (judged) {
                progress = judge(progress);
            }
            if (judged || keeping.interval().isOver(seconds() - secondsAtCheckpoint)) {
                keep(progress);
            }
        }
        CurvePoint kept = kept(progress);
        return new LearningCurve(progress.points(), progress.seconds(), kept);
    }

    private TrainingProgress begin() throws IOException {
        if (!keeping.store().restore(keeping.directory().root())) {
            return judge(TrainingProgress.begin());
        }
        TrainingProgress progress = keeping.directory().restoreState(trainer);
        course.batches().skip(progress.step());
        secondsBefore = progress.seconds().get(progress.seconds().size() - 1);
        return progress;
    }

    private TrainingProgress step(TrainingProgress progress) {
        List<TokenisedExample> examples = course.batches().next();
        double rate = options.rate().at(progress.step());
        long tokens =
                examples.stream().mapToLong(example -> example.tokens().length).sum();
        try {
            Update update = inPasses(examples, passes -> trainer.step(passes.of(examples), rate));
            return progress.stepped(tokens, rate, update.loss(), update.gradientNorm());
        } catch (IllegalStateException e) {
            throw at(progress.step() + 1, e);
        }
    }

    /** Where a pass of some examples does not fit into the device's memory, this and all later ones are made half as long. */
    private <T> T inPasses(List<TokenisedExample> examples, Function<Passes, T> work) {
        while (true) {
            try {
                return work.apply(passes);
            } catch (DeviceMemoryException e) {
                if (passes.of(examples).size() == examples.size()) {
                    throw e;
                }
                passes = passes.halved();
                LOG.warn("A pass did not fit into the device's memory; from now on {} tokens", passes.tokens());
            }
        }
    }

    private TrainingProgress judge(TrainingProgress before) throws IOException {
        Judgement judgement;
        try {
            Validation validation = course.validation();
            judgement = inPasses(validation.examples(), passes -> validation.judge(trainer, passes));
        } catch (IllegalStateException e) {
            throw at(before.step(), e);
        }
        TrainingProgress progress = before.judged(judgement, seconds());
        CurvePoint point = progress.last();
        watcher.accept(point);
        TrainingDirectory directory = keeping.directory();
        boolean all = keeping.states() == Keeping.States.ALL;
        if (all || kept(progress).equals(point)) {
            trainer.save(directory.evaluated(point.step()));
            if (!all) {
                directory.keepOnly(point.step());
            }
        }
        return progress;
    }

    private IllegalStateException at(int step, IllegalStateException e) {
        return new IllegalStateException("Step " + step + " of " + options.steps() + ": " + e.getMessage(), e);
    }

    private CurvePoint kept(TrainingProgress progress) {
        return options.kept() == Kept.LAST ? progress.last() : progress.best();
    }

    private void keep(TrainingProgress progress) throws IOException {
        keeping.directory().saveState(trainer, progress);
        keeping.store().keep(keeping.directory().root(), progress.step());
        secondsAtCheckpoint = seconds();
    }

    /** Spent on this training, what attempts before this one spent up to their last judged state included. */
    private double seconds() {
        return secondsBefore + (System.nanoTime() - start) / NANOS;
    }
}
