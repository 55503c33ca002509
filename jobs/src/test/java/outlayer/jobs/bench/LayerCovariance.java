package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.statistics.Gaussians;
import outlayer.jobs.statistics.MomentsUnit;
import outlayer.jobs.work.UnitRunner;
import outlayer.stats.Moments;

/**
 * Covariances as the stage `fit` computes them, up to the eigen-decomposition: units planned over a list of files, each a task
 * that reads the pages of its rows and publishes their moments; the moments of several portions then merged in order.
 */
final class LayerCovariance {

    private static final Readings.Group GROUP = new Readings.Group("synthetic", "synthetic", "base");

    private final SparkSession spark;
    private final Path scratch;
    private final SyntheticTable table;

    /**
     * @param scratch holds what the units publish, and is removed after each run of them
     */
    LayerCovariance(SparkSession spark, Path scratch, SyntheticTable table) {
        this.spark = spark;
        this.scratch = scratch;
        this.table = table;
    }

    /** The moments of one layer. */
    Moments layer(int layer) {
        RunDirectory run = RunDirectory.open(scratch.toString(), new Configuration());
        List<MomentsUnit> portions = plan().get(layer);
        UnitRunner.run(spark, run, Gaussians.STAGE, portions);
        return MomentsUnit.merged(run, portions);
    }

    /** Publishes the moments of every layer. */
    void allLayers() {
        RunDirectory run = RunDirectory.open(scratch.toString(), new Configuration());
        List<MomentsUnit> units = plan().stream().flatMap(List::stream).toList();
        UnitRunner.run(spark, run, Gaussians.STAGE, units);
    }

    int tasksPerLayer() {
        return plan().get(0).size();
    }

    private List<List<MomentsUnit>> plan() {
        return MomentsUnit.plan(
                GROUP, Reading.ACTIVATIONS, table.readings().get(0).layers(), table.readings());
    }

    /** Removes what was published, so that the next repetition computes it again. */
    void forget() {
        if (!Files.exists(scratch)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(scratch)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + scratch, e);
        }
    }
}
