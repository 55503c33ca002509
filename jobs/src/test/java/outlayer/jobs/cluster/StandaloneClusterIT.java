package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyRun;
import outlayer.jobs.cli.RunJob;

/** The demo by Spark's own spark-submit and the shaded jar, on a standalone master and two workers. */
@Tag("cluster")
class StandaloneClusterIT {

    private static final Pattern OPENED = Pattern.compile("Opened (\\S+) on (\\S+) in");

    /** All stages but the report, which is drawn by the driver alone. */
    static final String STAGES = "run.stages=[datasets, extract, flow, effects, derive, fit, score, evaluate, flag]";

    @TempDir
    Path directory;

    @Test
    void theDemoOnAClusterGivesTheResultsOfOneProcess() throws Exception {
        Path root = directory.resolve("cluster");
        List<Path> executors;
        try (StandaloneCluster cluster = StandaloneCluster.start(directory)) {
            Submission driver = cluster.submit(
                    "driver", new Application.Shaded(RunJob.class.getName()), List.of(), arguments(root));
            assertThat(driver.await()).as(driver.log()).isZero();
            executors = cluster.executors();
        }

        assertThat(executors).as("executors").hasSize(2);
        assertThat(executors.stream().map(StandaloneClusterIT::addresses))
                .as("the GPU addresses of each")
                .containsExactlyInAnyOrder("0", "1");
        for (Path executor : executors) {
            Map<String, Long> opened = OPENED.matcher(Files.readString(executor.resolve("stderr")))
                    .results()
                    .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
            assertThat(opened).as("weights opened by " + executor).isNotEmpty();
            assertThat(opened.values()).as(opened.toString()).containsOnly(1L);
        }
        assertThat(TinyRun.contents(root)).isEqualTo(alone());
    }

    private Map<String, String> alone() throws IOException {
        Path root = directory.resolve("alone");
        try (SparkSession spark = TinyRun.spark(2)) {
            assertThat(spark.sparkContext().isLocal()).isTrue();
            RunJob.main(arguments(root).toArray(String[]::new));
        }
        return TinyRun.contents(root);
    }

    /** Executors have working directories of their own, so that models need full paths; GPUs are pretended, so they run on the processor. */
    private List<String> arguments(Path root) throws IOException {
        Path home = Path.of("..").toRealPath();
        Path config = Files.writeString(directory.resolve("demo.conf"), """
                include file("%1$s/conf/experiments/demo.conf")
                models = [
                  { name = tiny-llama, path = "%1$s/conf/models/tiny-llama", quirky = "%1$s/conf/models/tiny-llama-{dataset}" }
                  { name = tiny-mistral, path = "%1$s/conf/models/tiny-mistral", quirky = "%1$s/conf/models/tiny-mistral-{dataset}" }
                ]
                extract.device = cpu
                flow.device = cpu
                """.formatted(home));
        return List.of("--config", config.toString(), "--set", "run.root=" + root, "--set", STAGES);
    }

    private static String addresses(Path executor) {
        try (var files = Files.newDirectoryStream(executor, "resource-executor-*.json")) {
            for (Path file : files) {
                MatchResult found = Pattern.compile("\"addresses\":\\[\"(\\d+)\"]")
                        .matcher(Files.readString(file))
                        .results()
                        .findFirst()
                        .orElseThrow();
                return found.group(1);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return "none";
    }
}
