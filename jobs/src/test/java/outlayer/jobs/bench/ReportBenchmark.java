package outlayer.jobs.bench;

import java.util.List;
import outlayer.report.ReportData;
import outlayer.report.ReportFiles;

/**
 * The report of the published experiment's size: 2 models, 12 datasets, 33 layers, 20 detectors, their bases and the details of
 * every cell, into memory that is let go at once. The floor is to touch the bytes that it writes.
 */
final class ReportBenchmark {

    private static final double SECONDS = 60;
    private static final double PAGE_MEGABYTES = 5;

    private final Sizes sizes;

    ReportBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    Result run() {
        ReportData data = sizes.judged() ? SyntheticReport.of(2, 12, 33, 20) : SyntheticReport.of(1, 2, 4, 3);
        Tally tally = new Tally();
        List<Double> seconds = Stopwatch.seconds(1, () -> ReportFiles.write(data, tally::add));
        double megabytes = tally.bytes / 1e6;
        return new Result(
                "report-full-size",
                data.auc().size() + " AUCs, " + tally.files + " files",
                "text",
                2,
                seconds,
                megabytes,
                "MB/s",
                new Result.Floor("touching its bytes", megabytes / (tally.nanos / 1e9)),
                List.of(
                        Requirement.atMost(SECONDS, "s", Stopwatch.best(seconds)),
                        Requirement.atMost(PAGE_MEGABYTES, "MB of index.html", tally.page / 1e6)),
                "");
    }

    /** What was written. */
    private static final class Tally {
        private long bytes;
        private long files;
        private long page;
        private long nanos;
        private long sum;

        void add(String path, byte[] content) {
            long start = System.nanoTime();
            for (byte b : content) {
                sum += b;
            }
            nanos += System.nanoTime() - start + (sum == Long.MIN_VALUE ? 1 : 0);
            bytes += content.length;
            files++;
            page = path.equals(ReportFiles.PAGE) ? content.length : page;
        }
    }
}
