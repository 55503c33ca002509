package outlayer.jobs.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.CurveTable;
import outlayer.jobs.work.Findings;
import outlayer.lm.Trainer;
import outlayer.training.Batches;
import outlayer.training.Course;
import outlayer.training.CurvePoint;
import outlayer.training.Keeping;
import outlayer.training.LearningCurve;
import outlayer.training.Training;
import outlayer.training.TrainingDirectory;
import outlayer.training.TrainingOptions;

/**
 * One training inside a task, from its last checkpoint to the files of its unit: the state that was kept, every judged state under
 * {@code checkpoints/} where they are kept, {@code metrics.jsonl} and the curve's table.
 *
 * @param name for the log
 * @param interval how often it is kept
 */
record TrainingTask(String name, RunDirectory run, UnitWriter writer, CheckpointInterval interval) {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingTask.class);

    static final String CHECKPOINTS = "checkpoints/";

    private static final String QUIRKINESS = "quirkiness-millinats";
    private static final double MILLI = 1000;

    /** @param beside files that belong to each state: a whole model's tokenizer */
    Findings run(Trainer trainer, Course course, TrainingOptions options, Keeping.States states, List<Path> beside)
            throws IOException {
        try (Scratch scratch = Scratch.create(name)) {
            TrainingDirectory directory = new TrainingDirectory(scratch.directory());
            Keeping keeping = new Keeping(
                    directory, RunCheckpoints.of(run, writer.spec(), run.configuration()), interval, states);
            LearningCurve curve =
                    Training.run(trainer, stoppable(course), options, keeping, point -> log(point, options.steps()));
            copyIn("", directory.evaluated(curve.kept().step()), beside);
            if (states == Keeping.States.ALL) {
                for (Path state : directory.evaluated()) {
                    copyIn(CHECKPOINTS + state.getFileName() + "/", state, beside);
                }
            }
            CurveTable.TABLE.write(writer.file(CurveTable.FILE), curve.points());
            try (OutputStream out = writer.file(MetricsFile.NAME).stream()) {
                MetricsFile.write(out, curve);
            }
            return findings(curve, options);
        }
    }

    private void log(CurvePoint point, int steps) {
        LOG.info(
                "{}: step {} of {}, validation loss {}, accuracy of Alice {}, of Bob {}, quirkiness {}",
                name,
                point.step(),
                steps,
                rounded(point.validationLoss()),
                rounded(point.accuracyAlice()),
                rounded(point.accuracyBob()),
                rounded(point.quirkiness()));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** The same, ending where Spark has killed the task. */
    private static Course stoppable(Course course) {
        TaskContext context = TaskContext.get();
        Batches unlessKilled = () -> {
            if (context != null && context.isInterrupted()) {
                throw new TaskKilledException("killed between two steps");
            }
            return course.batches().next();
        };
        return new Course(unlessKilled, course.validation());
    }

    private void copyIn(String folder, Path state, List<Path> beside) throws IOException {
        for (Path file : Scratch.files(state)) {
            writer.copyIn(folder + state.relativize(file), file);
        }
        beside.forEach(file -> writer.copyIn(folder + file.getFileName(), file));
    }

    private static Findings findings(LearningCurve curve, TrainingOptions options) {
        int last = curve.points().size() - 1;
        int steps = curve.points().get(last).step();
        return Findings.count(TrainJob.KEPT_STEP, curve.kept().step())
                .and("steps", steps)
                .and(Findings.EXAMPLES, (long) steps * options.batch())
                .and(Findings.TOKENS, curve.points().get(last).tokens())
                .and(QUIRKINESS, Math.round(MILLI * curve.kept().quirkiness()));
    }

    /** The same, saying how many prompts lost their beginning. */
    static Findings withTruncated(Findings findings, String unit, long truncated, int maxTokens) {
        Findings counted = findings.and("truncated", truncated);
        return truncated == 0
                ? counted
                : counted.noting(List.of(String.format(
                        Locale.ROOT,
                        "%s: %d prompts of more than %d tokens lost their beginning",
                        unit,
                        truncated,
                        maxTokens)));
    }
}
