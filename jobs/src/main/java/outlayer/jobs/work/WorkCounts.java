package outlayer.jobs.work;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import outlayer.jobs.run.Manifest;

/** What the tasks of one stage have published so far, as Spark accumulators: the driver sees each task's share when it ends. */
record WorkCounts(LongAccumulator units, LongAccumulator examples, LongAccumulator tokens) implements Serializable {

    /** Accumulators with names by which Spark's own pages show them. */
    static WorkCounts register(SparkContext context, String stage) {
        return new WorkCounts(
                context.longAccumulator(stage + " units"),
                context.longAccumulator(stage + " examples"),
                context.longAccumulator(stage + " tokens"));
    }

    /** Counts one published unit. */
    void add(Manifest manifest) {
        units.add(1);
        examples.add(manifest.count(Findings.EXAMPLES));
        tokens.add(manifest.count(Findings.TOKENS));
    }
}
