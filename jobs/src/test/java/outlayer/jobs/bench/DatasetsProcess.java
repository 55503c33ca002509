package outlayer.jobs.bench;

import com.google.gson.Gson;
import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.work.StageResult;

/** Runs the stage `datasets` once, in a process whose heap says what the stage needs. */
public final class DatasetsProcess {

    private static final String OUTCOME = "outcome.json";

    /**
     * What it saw.
     *
     * @param heapMebibytes the most that was left in use after a garbage collection
     */
    record Outcome(long examples, int shards, double seconds, long heapMebibytes) {}

    private DatasetsProcess() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        AtomicLong heap = watchHeap();
        Experiment experiment =
                ExperimentFile.parse("""
                run { root = "%s" }
                templates = outlayer-1
                models = [ { name = none, path = none, quirky = "none-{dataset}" } ]
                datasets = [ { name = addition, digits = 6, questions = %s } ]
                parts { shard-size = 200000, caps = null }
                parts { caps {} }
                """.formatted(root.resolve("run"), args[1]), "benchmark", List.of());
        try (SparkSession spark = SparkSession.builder()
                .appName("outlayer bench")
                .master("local[2]")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.ui.enabled", "false")
                .config("spark.local.dir", root.toString())
                .getOrCreate()) {
            RunDirectory run = RunDirectory.open(experiment.run().root(), new Configuration());
            StageResult result = DatasetsJob.run(spark, run, experiment);
            List<DataFile> shards = result.manifests().get(0).files().stream()
                    .filter(file -> file.name().endsWith(".parquet"))
                    .toList();
            Outcome outcome = new Outcome(
                    shards.stream().mapToLong(DataFile::rows).sum(), shards.size(), result.seconds(), heap.get() >> 20);
            Files.writeString(root.resolve(OUTCOME), new Gson().toJson(outcome));
        }
    }

    static Outcome outcome(Path root) throws IOException {
        return new Gson().fromJson(Files.readString(root.resolve(OUTCOME)), Outcome.class);
    }

    static void remove(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The largest use of the heap after any collection so far, in bytes. */
    private static AtomicLong watchHeap() {
        AtomicLong most = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                long used = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .values()
                                        .stream()
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                most.accumulateAndGet(used, Math::max);
                            },
                            notification -> notification
                                    .getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
        return most;
    }
}
