package outlayer.jobs.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.StageResult;

/**
 * Makes datasets one after the other, each by Spark jobs whose tasks write its files; the driver publishes them when all are
 * there. A driver that dies leaves files that no reader sees, and the dataset is made again.
 */
final class DatasetBuilds {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetBuilds.class);

    private DatasetBuilds() {}

    static StageResult run(SparkSession spark, RunDirectory run, List<DatasetPlan> plans) {
        long start = System.nanoTime();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Manifest> manifests = new ArrayList<>();
        int computed = 0;
        for (DatasetPlan plan : plans) {
            Optional<Manifest> there = run.find(plan.spec());
            if (there.isPresent()) {
                manifests.add(there.get());
                continue;
            }
            run.requireWritable();
            context.setJobDescription(DatasetsJob.STAGE + ": " + plan.dataset());
            try {
                manifests.add(publish(spark, run, plan));
            } finally {
                context.setJobDescription(null);
            }
            computed++;
        }
        return new StageResult(
                DatasetsJob.STAGE, manifests, computed, plans.size() - computed, (System.nanoTime() - start) / 1e9);
    }

    private static Manifest publish(SparkSession spark, RunDirectory run, DatasetPlan plan) {
        long start = System.nanoTime();
        try (UnitWriter writer = run.begin(plan.spec())) {
            Findings findings = new DatasetBuild(spark, plan, writer).run();
            Manifest published = writer.publish(findings.counts(), findings.notes());
            LOG.info(
                    "{}: {}, {} files, {} s",
                    DatasetsJob.STAGE,
                    plan.dataset(),
                    published.files().size(),
                    (System.nanoTime() - start) / 1_000_000_000);
            return published;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write dataset " + plan.dataset(), e);
        }
    }
}
