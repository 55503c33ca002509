package outlayer.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.TinyRun;
import outlayer.jobs.models.GpuAddresses;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.ExperimentFile;

/** The driver of {@link LocalClusterIT}, a process of its own since Spark's workers read environment variables. */
final class ClusterRun {

    private ClusterRun() {}

    /** Two experiment files, the second of which loses an executor, and where to say which addresses executors had. */
    public static void main(String[] args) throws Exception {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            List<String> addresses = GpuAddresses.ofExecutors(new JavaSparkContext(spark.sparkContext()));
            Files.write(Path.of(args[2]), addresses);
            run(spark, args[0]);
            Path root = Path.of(ExperimentFile.read(args[1], List.of()).run().root());
            Thread killer = new Thread(() -> killAnExecutor(root.resolve("units/extract")));
            killer.start();
            run(spark, args[1]);
            killer.join();
        }
    }

    private static void run(SparkSession spark, String config) throws IOException {
        var experiment = ExperimentFile.read(config, List.of(TinyRun.WITHOUT_REPORT));
        RunDirectory run =
                RunDirectory.open(experiment.run().root(), spark.sparkContext().hadoopConfiguration());
        RunJob.run(spark, run, experiment);
    }

    /** As soon as the stage has published its first unit: others are being computed then. */
    private static void killAnExecutor(Path stage) {
        try {
            while (TinyRun.files(stage).stream().noneMatch(file -> file.endsWith("manifest.json"))) {
                Thread.sleep(2);
            }
            ProcessHandle executor = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .findFirst()
                    .orElseThrow();
            executor.destroyForcibly();
            System.err.println("Killed executor process " + executor.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
