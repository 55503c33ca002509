package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Runs;
import picocli.CommandLine;

/** {@code conf/operation/}: every command of the page, in its order, and the metrics that its fragment shows. */
class OperationGuideIT {

    @TempDir
    static Path directory;

    private static SparkSession spark;

    @BeforeAll
    static void open() throws IOException {
        SparkConf conf = new SparkConf(false)
                .setMaster("local[2]")
                .setAppName("outlayer tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1");
        fragment().forEach(conf::set);
        spark = SparkSession.builder().config(conf).getOrCreate();
        TinyRun tiny = TinyRun.in(directory);
        run(tiny, "demo");
        run(tiny, "other", "detectors.mahalanobis.rcond=[1e-3, 1e-2]");
        run(tiny, "seed-1", "run.seed=1");
        run(tiny, "seed-2", "run.seed=2");
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    private static void run(TinyRun tiny, String name, String... overrides) throws IOException {
        Path root = directory.resolve("out").resolve(name);
        RunJob.run(spark, Runs.local(root), tiny.withoutReport(root, overrides));
    }

    private static List<String> lines(String name) throws IOException {
        Path here = Path.of("conf/operation").resolve(name);
        return Files.readAllLines(Files.exists(here) ? here : Path.of("..").resolve(here));
    }

    private static Map<String, String> fragment() throws IOException {
        return lines("metrics.conf").stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Test
    void everyCommandOfThePageWorks() throws IOException {
        List<String> commands = lines("README.md").stream()
                .filter(line -> line.startsWith("    bin/outlayer "))
                .map(line -> line.strip().replace("bin/outlayer ", "").replace("out/", directory + "/out/"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(10);
        StringWriter out = new StringWriter();
        for (String command : commands) {
            CommandLine line = Outlayer.commandLine();
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(out, true));
            assertThat(line.execute(command.split(" ")))
                    .as(command + "\n" + out)
                    .isZero();
        }
        assertThat(out.toString())
                .contains("detectors.mahalanobis.rcond: [0.001,1.0E-5] -> [0.001,0.01]")
                .contains("Nothing was removed: --delete removes.")
                .contains("All is there.");
        assertThat(Files.readAllLines(directory.resolve("out/seeds/quirkiness-over-seeds.csv")))
                .hasSize(5);
        assertThat(Files.readAllLines(directory.resolve("out/differences.csv"))).hasSizeGreaterThan(10);
    }

    @Test
    void whatExecutorsDidIsSeenThroughTheFragment() throws Exception {
        Set<ObjectName> beans = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("metrics:name=outlayer.*MetricsPlugin.examples,*"), null);
        assertThat(beans).hasSize(1);
        Object examples = ManagementFactory.getPlatformMBeanServer()
                .getAttribute(beans.iterator().next(), "Value");
        assertThat((Long) examples).isPositive();
    }
}
