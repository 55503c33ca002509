package outlayer.jobs.models;

import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/** Asks every executor which GPU address its tasks see. */
public final class GpuAddresses {

    private GpuAddresses() {}

    /** {@code executor id, address}, distinct and sorted; short pauses spread the tasks over all executors. */
    public static List<String> ofExecutors(JavaSparkContext spark) {
        return spark
                .parallelize(Collections.nCopies(16, 0), 16)
                .map(task -> {
                    Thread.sleep(300);
                    return SparkEnv.get().executorId() + " " + TaskDevice.asked("auto", TaskContext.get());
                })
                .distinct()
                .collect()
                .stream()
                .sorted()
                .toList();
    }
}
