package outlayer.jobs.extract;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.models.Load;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.work.ExecutorCounts;
import outlayer.jobs.work.Findings;

/**
 * What each executor has done, in Spark's own metrics, for whatever sink the cluster has: sums over the units that it computed, and the
 * weights that it opened. Switched on by {@code spark.plugins}, which a job that opens its own session sets.
 */
public final class MetricsPlugin implements SparkPlugin {

    /** Sums by the names that manifests have for them. */
    static final List<String> SUMS = List.of(
            Findings.EXAMPLES,
            Findings.TOKENS,
            UnitTables.PADDING_TOKENS,
            UnitTables.MEMORY_SPLITS,
            Findings.QUARANTINED);

    static final String MODEL_LOADS = "model-loads";
    static final String MODEL_LOAD_SECONDS = "model-load-seconds";

    @Override
    public @Nullable DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> configuration) {
                register(context.metricRegistry());
            }
        };
    }

    static void register(MetricRegistry metrics) {
        for (String name : SUMS) {
            metrics.register(name, (Gauge<Long>) () -> ExecutorCounts.JVM.sum(name));
        }
        metrics.register(
                MODEL_LOADS, (Gauge<Integer>) () -> ModelPool.JVM.loads().size());
        metrics.register(MODEL_LOAD_SECONDS, (Gauge<Double>)
                () -> ModelPool.JVM.loads().stream().mapToDouble(Load::seconds).sum());
    }
}
