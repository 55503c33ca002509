package outlayer.jobs.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;

/**
 * Runs the units of a stage that nobody has published yet, one Spark task each. The task itself publishes: a driver that
 * dies loses the units in flight and nothing else. Results depend on the units only, never on how many tasks run at once.
 */
public final class UnitRunner {

    private static final Logger LOG = LoggerFactory.getLogger(UnitRunner.class);

    private UnitRunner() {}

    /** Returns when every unit is published; the first failure of a task (after Spark's retries) stops the stage. */
    public static StageResult run(SparkSession spark, RunDirectory run, String stage, List<? extends Unit> units) {
        return run(spark, run, stage, units, missing -> {});
    }

    /**
     * As above.
     *
     * @param beforehand sees the units that are missing, before any of them runs, and may refuse them; not called for none
     */
    public static <U extends Unit> StageResult run(
            SparkSession spark, RunDirectory run, String stage, List<U> units, Consumer<List<U>> beforehand) {
        long start = System.nanoTime();
        List<U> missing = missing(run, units);
        if (!missing.isEmpty()) {
            run.requireWritable();
            beforehand.accept(missing);
            compute(spark.sparkContext(), run, stage, missing);
        }
        SortedMap<String, Manifest> published = run.published(specs(units));
        List<Manifest> manifests = new ArrayList<>(units.size());
        for (Unit unit : units) {
            Manifest manifest = published.get(unit.spec().key());
            if (manifest == null) {
                throw new IllegalStateException("Unit " + unit.spec() + " was computed but is not published under "
                        + run.root() + "; was it removed while this run was going on?");
            }
            manifests.add(manifest);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        StageResult result = new StageResult(stage, manifests, missing.size(), units.size() - missing.size(), seconds);
        LOG.info(
                "{}: {} units computed, {} reused, {} s",
                stage,
                result.computed(),
                result.reused(),
                String.format(Locale.ROOT, "%.1f", seconds));
        return result;
    }

    private static void compute(SparkContext spark, RunDirectory run, String stage, List<? extends Unit> missing) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
        WorkCounts counts = WorkCounts.register(spark, stage);
        context.setJobDescription(stage + ": " + missing.size() + " units");
        try (Progress progress = Progress.of(spark, stage, missing.size(), counts)) {
            context.parallelize(missing, missing.size())
                    .foreach(unit -> counts.add(StageLog.within(stage, () -> publish(run, unit))));
            progress.finish();
        } finally {
            context.setJobDescription(null);
        }
    }

    private static <U extends Unit> List<U> missing(RunDirectory run, List<U> units) {
        Set<String> there = new HashSet<>(run.published(specs(units)).keySet());
        List<U> missing = new ArrayList<>();
        for (U unit : units) {
            if (there.add(unit.spec().key())) {
                missing.add(unit);
            }
        }
        return missing;
    }

    private static List<UnitSpec> specs(List<? extends Unit> units) {
        return units.stream().map(Unit::spec).toList();
    }

    private static Manifest publish(RunDirectory run, Unit unit) throws IOException {
        Optional<Manifest> there = run.find(unit.spec());
        if (there.isPresent()) {
            return there.get(); // a task that was repeated after its first attempt had published
        }
        try (UnitWriter writer = run.begin(unit.spec())) {
            Findings findings = unit.compute(run, writer);
            Manifest published = writer.publish(findings.counts(), findings.notes());
            ExecutorCounts.JVM.add(findings.counts());
            return published;
        }
    }
}
