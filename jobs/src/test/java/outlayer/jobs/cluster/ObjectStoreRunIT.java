package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyRun;
import outlayer.jobs.cli.Outlayer;
import outlayer.jobs.cli.RunJob;
import outlayer.jobs.run.FaultyProxy;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.S3Server;

/**
 * The demo with its run root and its models on a real S3-compatible server that is throttled and loses responses, credentials coming
 * from the environment: every stage and the report, with the results of a local disk.
 */
class ObjectStoreRunIT {

    /** Enough of it for every stage to have something to do. */
    private static final String REDUCED = """
            datasets = [ { name = addition, operand-limit = 100, questions = 4000, distinct = false } ]
            extract.features { activations { layers = [2, 4] }, heads { layers = [2] } }
            effects.attribution.layers = [2]
            flow.depths = [1]
            parts.caps { train = 40, trusted = 80, calibration = 40, untrusted = 40, test = 40 }
            flow.training { steps = 10, warmup-steps = 2, judge-every = 5, batch = 32 }
            """;

    private static final int THROTTLED_EVERY = 97;

    /** Some 30 are sent: to look for a unit and publish it, to read it some times, and for the report. */
    private static final int REQUESTS_A_UNIT = 40;

    @TempDir
    static Path directory;

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyStageOfTheDemoRunsOnAnObjectStore() throws Exception {
        runsAsOnADisk(List.of("tiny-llama"), REDUCED);
    }

    @Tag("cluster")
    @Test
    void theWholeDemoRunsOnAnObjectStore() throws Exception {
        runsAsOnADisk(List.of("tiny-llama", "tiny-mistral"), "");
    }

    private static void runsAsOnADisk(List<String> models, String changes) throws Exception {
        String bucket = server.bucket();
        upload(bucket);
        Path log = Files.createTempFile(directory, "driver", ".log");
        Path events = Files.createTempDirectory(directory, "events");
        int requests;
        try (FaultyProxy proxy = FaultyProxy.losingAndThrottling(server.port(), "/units/", 12, THROTTLED_EVERY)) {
            List<String> arguments = new ArrayList<>(List.of("run", "--master", "local[2]"));
            arguments.addAll(arguments(models, changes, bucket + "/models", bucket + "/run"));
            Map<String, String> environment =
                    Map.of("AWS_ACCESS_KEY_ID", server.identity(), "AWS_SECRET_ACCESS_KEY", server.secret());
            try (ChildJvm driver =
                    ChildJvm.start(log, Outlayer.class, options(proxy, events), environment, arguments)) {
                driver.await();
            }
            assertThat(proxy.throttled()).as("requests answered by SlowDown").isGreaterThan(10);
            assertThat(proxy.dropped()).as("responses that were lost").isEqualTo(12);
            requests = proxy.requests();
        }
        RunDirectory run = RunDirectory.open(bucket + "/run", server.configuration());
        SortedMap<String, String> units = TinyRun.contents(run);
        assertThat(units).isEqualTo(onADisk(models, changes));
        assertThat(requests).as("requests for " + units.size() + " units").isLessThan(REQUESTS_A_UNIT * units.size());
        assertThat(run.report().seal())
                .as("a report that was written to its end")
                .isPresent();
        requireNoSecret(List.of(log, events, directory.resolve("s3-data")));
    }

    private static SortedMap<String, String> onADisk(List<String> models, String changes) throws IOException {
        Path root = Files.createTempDirectory(directory, "disk");
        String shipped = Path.of("../conf/models").toRealPath().toString();
        List<String> arguments = new ArrayList<>(arguments(models, changes, shipped, root.toString()));
        arguments.addAll(List.of("--set", StandaloneClusterIT.STAGES));
        try (SparkSession spark = TinyRun.spark(2)) {
            assertThat(spark.sparkContext().isLocal()).isTrue();
            RunJob.main(arguments.toArray(String[]::new));
        }
        return TinyRun.contents(root);
    }

    private static List<String> arguments(List<String> models, String changes, String place, String root)
            throws IOException {
        String all = models.stream()
                .map(name -> "{ name = %1$s, path = \"%2$s/%1$s\", quirky = \"%2$s/%1$s-{dataset}\" }"
                        .formatted(name, place))
                .collect(Collectors.joining(", "));
        String text = """
                include file("%s/conf/experiments/demo.conf")
                models = [ %s ]
                run.root = "%s"
                executor.model-cache = "%s"
                """.formatted(Path.of("..").toRealPath(), all, root, directory.resolve("model-cache"));
        Path config = Files.writeString(Files.createTempFile(directory, "demo", ".conf"), text + changes);
        return List.of("--config", config.toString());
    }

    /** The settings of conf/s3, and where the server is. */
    private static List<String> options(FaultyProxy proxy, Path events) throws IOException {
        List<String> options = new ArrayList<>();
        SparkSettings.read("conf/s3/s3.conf").forEach((key, value) -> options.add("-D" + key + "=" + value));
        options.add("-Dspark.hadoop.fs.s3a.endpoint=http://127.0.0.1:" + proxy.port());
        options.add("-Dspark.hadoop.fs.s3a.path.style.access=true");
        options.add("-Dspark.hadoop.fs.s3a.connection.ssl.enabled=false");
        options.add("-Dspark.hadoop.fs.s3a.retry.interval=10ms");
        options.add("-Dspark.hadoop.fs.s3a.retry.throttle.interval=10ms");
        options.add("-Dspark.eventLog.enabled=true");
        options.add("-Dspark.eventLog.compress=false");
        options.add("-Dspark.eventLog.dir=" + events.toUri());
        options.add("-Dspark.logConf=true");
        options.add("-Dlog4j2.configurationFile="
                + ObjectStoreRunIT.class.getResource("/outlayer/jobs/cluster/all-info.properties"));
        return options;
    }

    private static void upload(String bucket) throws IOException {
        org.apache.hadoop.fs.Path to = new org.apache.hadoop.fs.Path(bucket + "/models");
        FileSystem store = to.getFileSystem(server.configuration());
        try (var models = Files.newDirectoryStream(Path.of("../conf/models"), "tiny-*")) {
            for (Path model : models) {
                store.copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(model.toRealPath().toUri()),
                        new org.apache.hadoop.fs.Path(to, model.getFileName().toString()));
            }
        }
    }

    /** Neither in logs nor in anything that was written: manifests, run records, the report, Spark's events. */
    private static void requireNoSecret(List<Path> places) throws IOException {
        int looked = 0;
        for (Path place : places) {
            try (var files = Files.find(place, 20, (path, about) -> about.isRegularFile())) {
                for (Path file : files.toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .contains(server.secret()))
                            .as(file + " holds the secret")
                            .isFalse();
                    looked++;
                }
            }
        }
        assertThat(looked).as("files that were searched").isGreaterThan(100);
    }
}
