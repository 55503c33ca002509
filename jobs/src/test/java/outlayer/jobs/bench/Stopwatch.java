package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times work several times over. */
final class Stopwatch {

    /** Something that may be repeated. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private Stopwatch() {}

    /** Seconds of each repetition, garbage of the one before collected outside of them. */
    static List<Double> seconds(int repetitions, Work work) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            System.gc();
            long start = System.nanoTime();
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException("A benchmark failed in repetition " + i, e);
            }
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        return seconds;
    }

    /** Seconds of the fastest repetition. */
    static double best(int repetitions, Work work) {
        return best(seconds(repetitions, work));
    }

    static double best(List<Double> seconds) {
        return Collections.min(seconds);
    }
}
