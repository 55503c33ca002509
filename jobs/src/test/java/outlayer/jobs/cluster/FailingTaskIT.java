package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Retention;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.Sweep;

/** Tasks that cannot write: now and then, no longer, or from the beginning; and two runs that write at once. */
@Tag("fault")
class FailingTaskIT {

    @TempDir
    static Path directory;

    private static FaultRun run;
    private static StandaloneCluster cluster;

    @BeforeAll
    static void open() throws Exception {
        run = FaultRun.in(directory);
        cluster = StandaloneCluster.start(directory);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void aTaskThatFailsTwiceSucceedsTheThirdTime() throws Exception {
        Path root = run.root("twice");
        Path marks = Files.createDirectory(directory.resolve("marks"));
        String unit = "/units/score/" + run.key("score") + "/";
        WatchingReader.during(root, () -> {
            Submission submission =
                    run.submit(cluster, "twice", root, FailingDisk.settings(unit, 100, "Disk error", 2, marks));
            assertThat(submission.await()).as(submission.log()).isZero();
            cluster.awaitNoExecutor();
        });
        run.requireWhole(root);
        assertThat(run.events("twice").failures()).hasSize(2).allMatch(why -> why.contains("Disk error"));
        assertThat(run.events("twice").sum("units")).isEqualTo(run.units());
        assertThat(attempts(root)).isEqualTo(run.units());
    }

    /** As an ext4 does that is full, or that remounted itself after an error of the device. */
    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Read-only file system"})
    void aDiskThatTakesNoMoreStopsTheRunAndWhatIsPublishedStays(String message) throws Exception {
        String name = message.substring(0, 2).strip();
        Path root = run.root(name);
        WatchingReader.during(root, () -> {
            Submission stopped = run.submit(
                    cluster,
                    name,
                    root,
                    FailingDisk.settings("/units/", run.kibibytes() * 1024 / 8, message, 0, directory));
            assertThat(stopped.await()).as(stopped.log()).isEqualTo(1);
            assertThat(stopped.log()).contains(message);
            goOn(root, name);
        });
    }

    /** A file system of its own, of which other processes and the kernel know as well; needs leave to mount. */
    @Test
    void aFullFileSystemStopsTheRunAndWhatIsPublishedStays() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "size=" + run.kibibytes() / 2 + "k", "tmpfs", disk.toString()),
                "this user may not mount");
        try {
            Path root = disk.resolve("root");
            WatchingReader.during(root, () -> {
                Submission stopped = run.submit(cluster, "mounted", root);
                assertThat(stopped.await()).as(stopped.log()).isEqualTo(1);
                assertThat(stopped.log()).contains("No space left on device");
                assertThat(ran("mount", "-o", "remount,size=64m", disk.toString()))
                        .isTrue();
                goOn(root, "mounted");
            });
        } finally {
            assertThat(ran("umount", disk.toString())).isTrue();
        }
    }

    private static void goOn(Path root, String name) throws Exception {
        cluster.awaitNoExecutor();
        int published = FaultRun.sum(FaultRun.published(root));
        long tokens = FaultRun.tokens(root);
        assertThat(published).isBetween(1, run.units() - 1);
        assertThat(attempts(root) - published)
                .as("the attempt that failed is gone; the other executor was stopped, maybe in the middle of one")
                .isBetween(0, 1);

        Submission again = run.submit(cluster, name + "-again", root);
        assertThat(again.await()).as(again.log()).isZero();
        cluster.awaitNoExecutor();
        run.requireWhole(root);
        assertThat(run.events(name + "-again").sum("units")).isEqualTo(run.units() - published);
        assertThat(run.events(name + "-again").sum("tokens")).isEqualTo(run.tokens() - tokens);

        Instant now = Instant.now();
        Sweep.plan(Runs.local(root), new Retention(1, Duration.ZERO), now, now).delete();
        assertThat(attempts(root))
                .as("what was in hand when the run stopped is swept")
                .isEqualTo(run.units());
        run.requireWhole(root);
    }

    @Test
    void aRootThatRefusesFilesIsNamedBeforeAnyTask() throws Exception {
        Path root = Files.writeString(directory.resolve("file"), "no folder").resolve("root");
        Submission refused = run.submit(cluster, "refused", root);

        assertThat(refused.await()).isEqualTo(1);
        assertThat(refused.log()).contains("outlayer: Cannot create files under run.root file:" + root);
        assertThat(run.events("refused").tasks()).isEmpty();
    }

    /** Each has one worker, so that both compute at the same time. */
    @Test
    void twoRunsAtOnceOnOneRootDoNoHarm() throws Exception {
        Path root = run.root("shared");
        WatchingReader.during(root, () -> {
            List<Submission> both = List.of(
                    run.submit(cluster, "first", root, "spark.cores.max=1"),
                    run.submit(cluster, "second", root, "spark.cores.max=1"));
            for (Submission submission : both) {
                assertThat(submission.await()).as(submission.log()).isZero();
            }
            cluster.awaitNoExecutor();
        });
        run.requireWhole(root);
        assertThat(TinyRun.files(root.resolve("runs"))).hasSize(2);
        assertThat(attempts(root)).as("the loser of a race removes its own").isEqualTo(run.units());
        assertThat(FaultRun.sum(FaultRun.published(root))).isEqualTo(run.units());
    }

    /** Directories of attempts, those of units that were never published among them. */
    private static int attempts(Path root) throws IOException {
        try (var found = Files.find(root.resolve("units"), 3, (path, about) -> about.isDirectory())) {
            return (int) found.filter(path -> root.relativize(path).getNameCount() == 4)
                    .count();
        }
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    }
}
