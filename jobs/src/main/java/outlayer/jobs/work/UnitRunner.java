package outlayer.jobs.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
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
        long start = System.nanoTime();
        List<Unit> missing = missing(run, units);
        if (!missing.isEmpty()) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            run.requireWritable();
            context.setJobDescription(stage + ": " + missing.size() + " units");
            try (Progress progress = Progress.of(spark.sparkContext(), stage, missing.size())) {
                context.parallelize(missing, missing.size()).foreach(unit -> publish(run, unit));
                progress.finish();
            } finally {
                context.setJobDescription(null);
            }
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
        LOG.info("{}: {} units computed, {} reused, {} s", stage, result.computed(), result.reused(), seconds);
        return result;
    }

    private static List<Unit> missing(RunDirectory run, List<? extends Unit> units) {
        Set<String> there = new HashSet<>(run.published(specs(units)).keySet());
        List<Unit> missing = new ArrayList<>();
        for (Unit unit : units) {
            if (there.add(unit.spec().key())) {
                missing.add(unit);
            }
        }
        return missing;
    }

    private static List<UnitSpec> specs(List<? extends Unit> units) {
        return units.stream().map(Unit::spec).toList();
    }

    private static void publish(RunDirectory run, Unit unit) throws IOException {
        if (run.find(unit.spec()).isPresent()) {
            return; // a task that was repeated after its first attempt had published
        }
        try (UnitWriter writer = run.begin(unit.spec())) {
            Findings findings = unit.compute(run, writer);
            writer.publish(findings.counts(), findings.notes());
        }
    }
}
