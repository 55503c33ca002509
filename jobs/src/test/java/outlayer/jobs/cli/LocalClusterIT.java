package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Runs;

/**
 * The experiment on two executor processes with a (pretended) GPU each. Natives are unpacked into an empty cache by both
 * executors at once; an executor is killed in a second run.
 */
class LocalClusterIT {

    @TempDir
    Path directory;

    @Test
    void executorsGiveTheResultsOfOneProcess() throws Exception {
        TinyRun tiny = TinyRun.in(directory);
        Path addresses = directory.resolve("addresses");
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Map<String, String> environment = Map.of(
                "SPARK_HOME", sparkHome().toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "PYTORCH_FLAVOR", "cpu",
                "OMP_NUM_THREADS", "1",
                "DJL_CACHE_DIR", cache.toString());
        List<String> arguments = List.of(
                config(tiny, "cluster").toString(), config(tiny, "killed").toString(), addresses.toString());
        try (ChildJvm driver = ChildJvm.start(
                directory.resolve("driver.log"), ClusterRun.class, options(cache), environment, arguments)) {
            driver.await();
        }
        SortedMap<String, String> alone = alone(tiny);

        assertThat(TinyRun.contents(directory.resolve("cluster"))).isEqualTo(alone);
        assertThat(TinyRun.contents(directory.resolve("killed"))).isEqualTo(alone);
        assertThat(Files.readString(directory.resolve("driver.log"))).contains("Killed executor process");
        assertThat(addresses).content().matches("0 gpu:0\\s1 gpu:1\\s|0 gpu:1\\s1 gpu:0\\s");
        assertThat(TinyRun.files(cache).stream().filter(file -> file.endsWith("libtorch_cpu.so")))
                .as("what both executors unpacked")
                .hasSize(1);
    }

    private SortedMap<String, String> alone(TinyRun tiny) throws IOException {
        Path root = directory.resolve("alone");
        try (SparkSession spark = TinyRun.spark(2)) {
            RunJob.run(spark, Runs.local(root), tiny.withoutReport(root));
        }
        return TinyRun.contents(root);
    }

    private Path config(TinyRun tiny, String root) throws IOException {
        String text = tiny.text(directory.resolve(root).toString());
        return Files.writeString(directory.resolve(root + ".conf"), text);
    }

    private List<String> options(Path cache) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        List<String> options = new ArrayList<>();
        Map.of(
                        "spark.master", "local-cluster[2,1,1024]",
                        "spark.app.name", "cluster",
                        "spark.ui.enabled", "false",
                        "spark.driver.bindAddress", "127.0.0.1",
                        "spark.driver.host", "127.0.0.1",
                        "spark.worker.resource.gpu.amount", "1",
                        "spark.worker.resource.gpu.discoveryScript", discovery().toString(),
                        "spark.executor.resource.gpu.amount", "1",
                        "spark.task.resource.gpu.amount", "1",
                        "spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .forEach((key, value) -> options.add("-D" + key + "=" + value));
        options.add("-Dspark.executor.extraJavaOptions=-Dai.djl.offline=true -DOPT_OUT_TRACKING=true"
                + " -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
                + " -Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("javacpp") + " -Djava.io.tmpdir=" + temporary);
        return options;
    }

    /** Gives the first worker that asks address 0, the second address 1. */
    private Path discovery() throws IOException {
        Path script = Files.writeString(directory.resolve("gpus.sh"), """
                #!/bin/sh
                if mkdir '%s' 2>/dev/null; then address=0; else address=1; fi
                echo "{\\"name\\":\\"gpu\\",\\"addresses\\":[\\"$address\\"]}"
                """.formatted(directory.resolve("first-asked")));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Workers look for a folder of jars, which may be empty: the class path itself comes by setting. */
    private Path sparkHome() throws IOException {
        Path home = directory.resolve("spark");
        Files.createDirectories(home.resolve("jars"));
        return home;
    }
}
