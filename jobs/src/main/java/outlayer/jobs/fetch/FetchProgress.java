package outlayer.jobs.fetch;

import java.text.DecimalFormat;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a fetch is, its speed and what time is left: a bar on a terminal, a log line every ten seconds elsewhere. For any
 * number of threads.
 */
final class FetchProgress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FetchProgress.class);

    /** bin/outlayer says whether its standard error is a terminal: the JVM itself can only guess. */
    private static final boolean TERMINAL = Boolean.getBoolean("outlayer.terminal");

    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long MEGABYTE = 1_000_000;

    private final String name;
    private final long total;
    private final long start;
    private final long began = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private long done;
    private long said = began;

    /**
     * @param done bytes that are there from an earlier fetch
     * @param total bytes
     */
    FetchProgress(String name, long done, long total) {
        this.name = name;
        this.start = done;
        this.done = done;
        this.total = total;
        this.bar = TERMINAL && total > done ? bar(name, done, total) : null;
    }

    /** So many bytes more; less than none where a server makes us start over. */
    synchronized void moved(long bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (bar != null) {
            bar.stepTo(done);
        } else if (now - said >= LINE_NANOS) {
            said = now;
            LOG.info("{}: {}", name, line(start, done, total, (now - began) / 1e9));
        }
    }

    /** {@code 3200.0 of 16100.0 MB, 85.0 MB/s, 2:31 left}: the speed is that of what was moved since the start. */
    static String line(long start, long done, long total, double seconds) {
        double speed = Math.max(done - start, 0) / Math.max(seconds, 1e-3);
        String amount = String.format(
                Locale.ROOT,
                "%s of %s MB, %s MB/s",
                megabytes((double) done),
                megabytes((double) total),
                megabytes(speed));
        if (speed == 0) {
            return amount;
        }
        long left = (long) Math.ceil((total - done) / speed);
        return amount + String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60);
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static ProgressBar bar(String name, long done, long total) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setUnit(" MB", MEGABYTE)
                .showSpeed(new DecimalFormat("0.0"))
                .setStyle(ProgressBarStyle.ASCII)
                .setMaxRenderedLength(100)
                .build();
    }
}
