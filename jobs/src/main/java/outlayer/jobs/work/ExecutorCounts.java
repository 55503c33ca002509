package outlayer.jobs.work;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Sums over all units that this JVM computed, by the names of their counts; what Spark's metrics show of an executor. */
public final class ExecutorCounts {

    /** Those of this JVM. */
    public static final ExecutorCounts JVM = new ExecutorCounts();

    private final Map<String, LongAdder> sums = new ConcurrentHashMap<>();

    private ExecutorCounts() {}

    void add(Map<String, Long> counts) {
        counts.forEach((name, count) ->
                sums.computeIfAbsent(name, unknown -> new LongAdder()).add(count));
    }

    /** The sum under a name; 0 where nothing was counted. */
    public long sum(String name) {
        LongAdder sum = sums.get(name);
        return sum == null ? 0 : sum.sum();
    }
}
