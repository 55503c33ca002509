package outlayer.jobs.work;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;

/** Computes an experiment's units of one kind that nobody has published yet. */
@FunctionalInterface
public interface Stage {

    StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException;
}
