package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two pieces of work timed in turns, so that whatever else the machine does meets both alike; the ratio is the median of the
 * turns.
 *
 * @param ours seconds of each turn
 * @param theirs seconds of each turn
 */
record Interleaved(List<Double> ours, List<Double> theirs) {

    /** One turn of each to warm up, which is not counted, then the turns. */
    static Interleaved time(int turns, Stopwatch.Work ours, Stopwatch.Work theirs) {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int turn = 0; turn <= turns; turn++) {
            double a = Stopwatch.best(1, ours);
            double b = Stopwatch.best(1, theirs);
            if (turn > 0) {
                first.add(a);
                second.add(b);
            }
        }
        return new Interleaved(List.copyOf(first), List.copyOf(second));
    }

    /** Median over the turns of theirs / ours. */
    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < ours.size(); turn++) {
            ratios.add(theirs.get(turn) / ours.get(turn));
        }
        Collections.sort(ratios);
        return ratios.get(ratios.size() / 2);
    }

    /** The same work on several threads at once. */
    static Stopwatch.Work onThreads(int threads, Runnable work) {
        return () -> {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    running.add(pool.submit(work));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("A benchmark failed on a thread", e.getCause());
            } finally {
                pool.shutdown();
            }
        };
    }
}
