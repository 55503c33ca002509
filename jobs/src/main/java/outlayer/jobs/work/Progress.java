package outlayer.jobs.work;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a stage is, how fast, and when it will end: a bar on a terminal, a log line every tenth elsewhere. */
final class Progress extends SparkListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    /** bin/outlayer says whether its standard error is a terminal: the JVM itself can only guess. */
    private static final boolean TERMINAL = Boolean.getBoolean("outlayer.terminal");

    private final SparkContext context;
    private final String stage;
    private final int units;
    private final WorkCounts counts;
    private final long start = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private int done;

    private Progress(SparkContext context, String stage, int units, WorkCounts counts) {
        this.context = context;
        this.stage = stage;
        this.units = units;
        this.counts = counts;
        this.bar = TERMINAL ? bar(stage, units) : null;
    }

    static Progress of(SparkContext context, String stage, int units, WorkCounts counts) {
        Progress progress = new Progress(context, stage, units, counts);
        context.addSparkListener(progress);
        return progress;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() != Success$.MODULE$ || done == units) {
            return;
        }
        done++;
        if (bar != null) {
            bar.setExtraMessage(pace().rates());
            bar.stepTo(done);
        } else if (done * 10L / units != (done - 1) * 10L / units) {
            LOG.info("{}: {}", stage, pace());
        }
    }

    /** The listener hears of the last tasks late: all units are done when the job has returned. */
    synchronized void finish() {
        done = units;
        if (bar != null) {
            bar.setExtraMessage(pace().rates());
            bar.stepTo(units);
        }
    }

    private Pace pace() {
        return new Pace(
                done, units, counts.examples().value(), counts.tokens().value(), (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
        if (bar != null) {
            bar.close();
        }
    }

    private static ProgressBar bar(String stage, int units) {
        return new ProgressBarBuilder()
                .setTaskName(String.format("%-9s", stage))
                .setInitialMax(units)
                .setUnit(" units", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setMaxRenderedLength(118)
                .build();
    }
}
