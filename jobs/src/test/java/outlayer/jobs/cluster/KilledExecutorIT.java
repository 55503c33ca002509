package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One of two executors is killed in the middle of a stage: the run ends as if nothing had happened. */
@Tag("fault")
class KilledExecutorIT {

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

    /** What the executor had in hand is the only thing that is computed twice: one task, since it had one core. */
    @ParameterizedTest(name = "in {0}, seed {1}")
    @CsvSource({"extract, 1", "fit, 2", "score, 3"})
    void anExecutorKilledInAStageCostsWhatItHadInHand(String stage, long seed) throws Exception {
        Random random = new Random(seed);
        Path root = run.root(stage);
        WatchingReader.during(root, () -> {
            Submission submission = run.submit(cluster, stage, root);
            FaultRun.awaitUnits(submission, root, stage, 1 + random.nextInt(run.units(stage) / 2));
            List<ProcessHandle> executors = cluster.running();
            executors.get(random.nextInt(executors.size())).destroyForcibly();
            int atKill = FaultRun.published(root).get(stage);

            assertThat(atKill).as("units of " + stage + " when it was killed").isLessThan(run.units(stage));
            assertThat(submission.await()).as(submission.log()).isZero();
            cluster.awaitNoExecutor();
        });
        run.requireWhole(root);
        EventLog events = run.events(stage);
        assertThat(events.sum("units")).isEqualTo(run.units());
        assertThat(events.sum("tokens")).isEqualTo(run.tokens());
        assertThat(events.failures()).hasSizeLessThanOrEqualTo(1).allMatch(why -> why.contains("ExecutorLostFailure"));
    }
}
