package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.S3Server;

/** The driver is killed between and inside stages; the next run goes on from what is published, to the same results. */
class KilledDriverIT extends TinyFixture {

    /** Half of the units, for the store that answers more slowly than a disk. */
    private static final String QUIRKY_ALONE = "extract.variants=[quirky]";

    private static SortedMap<String, String> undisturbed;

    @BeforeAll
    static void open() throws IOException {
        Path root = directory.resolve("undisturbed");
        assertThat(RunJob.run(spark, Runs.local(root), tiny.withoutReport(root)).computed())
                .isEqualTo(TinyRun.UNITS);
        undisturbed = TinyRun.contents(root);
    }

    /** Units are published in the order datasets (2), extract (12), fit (12), score (8), evaluate (4). */
    @ParameterizedTest(name = "after {1} units, seed {0}")
    @CsvSource({"1, 2", "2, 9", "3, 27"})
    void aKilledRunIsContinued(long seed, int units) throws Exception {
        Path root = directory.resolve("killed-" + seed);
        int published = killAfter(units, new Random(seed).nextInt(40), root.toString(), root, List.of());

        RunJob.Outcome outcome = RunJob.run(spark, Runs.local(root), tiny.withoutReport(root));

        assertThat(published).isBetween(units, TinyRun.UNITS);
        assertThat(outcome.computed()).isEqualTo(TinyRun.UNITS - published);
        assertThat(TinyRun.contents(root)).isEqualTo(undisturbed);
    }

    @Test
    void aKilledRunOnAnObjectStoreIsContinued() throws Exception {
        Path server = Files.createDirectories(directory.resolve("s3"));
        try (S3Server s3 = S3Server.start(server)) {
            String root = s3.bucket() + "/run";
            List<String> options = new ArrayList<>();
            s3.configuration().getPropsWithPrefix("fs.s3a.").forEach((key, value) -> {
                if (!value.equals(new org.apache.hadoop.conf.Configuration().get("fs.s3a." + key))) {
                    options.add("-Dspark.hadoop.fs.s3a." + key + "=" + value);
                }
            });
            int published = killAfter(5, 25, root, server.resolve("s3-data"), options);
            RunDirectory run = RunDirectory.open(root, s3.configuration());

            RunJob.Outcome outcome = RunJob.run(spark, run, tiny.withoutReport(root, QUIRKY_ALONE));

            // One variant of two has half of all units, but for the four that both share: two datasets and their
            // lengths.
            int units = 2 + TinyRun.UNITS / 2;
            assertThat(published).isBetween(5, units);
            assertThat(outcome.computed()).isEqualTo(units - published);
            assertThat(undisturbed).containsAllEntriesOf(TinyRun.contents(run)).hasSizeGreaterThan(units);
        }
    }

    @Test
    void twoRunsAtOnceOnOneRootDoNoHarm() throws Exception {
        Path root = directory.resolve("shared");
        Callable<RunJob.Outcome> run = () -> RunJob.run(spark, Runs.local(root), tiny.withoutReport(root));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<RunJob.Outcome> outcome : threads.invokeAll(List.of(run, run))) {
                assertThat(outcome.get().stages()).hasSize(5);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(TinyRun.contents(root)).isEqualTo(undisturbed);
        assertThat(RunJob.run(spark, Runs.local(root), tiny.withoutReport(root)).computed())
                .isZero();
    }

    /** Starts the experiment in a process of its own, kills it, and counts the units that it had published. */
    private static int killAfter(int units, int pauseMillis, String root, Path files, List<String> options)
            throws Exception {
        Path config = Files.writeString(Files.createTempFile(directory, "tiny", ".conf"), tiny.text(root));
        Path log = Files.createTempFile(directory, "child", ".log");
        List<String> arguments = new ArrayList<>(
                List.of("--config", config.toString(), "--set", TinyRun.WITHOUT_REPORT, "--master", "local[2]"));
        if (root.startsWith("s3a:")) {
            arguments.addAll(List.of("--set", QUIRKY_ALONE));
        }
        try (ChildJvm child = ChildJvm.start(log, RunJob.class, options, Map.of(), arguments)) {
            while (published(files) < units) {
                if (!child.isAlive()) {
                    throw new IllegalStateException("Ended before " + units + " units: " + child.tail());
                }
                Thread.sleep(5);
            }
            Thread.sleep(pauseMillis);
            child.kill();
        }
        return published(files);
    }

    private static int published(Path files) throws IOException {
        try {
            return (int) TinyRun.files(files).stream()
                    .filter(file -> file.matches(".*units/[a-z]+/[0-9a-f]{24}/manifest[^/]*\\.json"))
                    .count();
        } catch (java.io.UncheckedIOException e) {
            return 0; // a temporary file went away during the walk; look again
        }
    }
}
