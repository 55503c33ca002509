package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver is killed at a seeded point, and the same submission sent again: it goes on from what is published. */
@Tag("fault")
class KilledDriverOnClusterIT {

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

    @Tag("short-fault")
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatWasPublishedIsNotComputedAgain(long seed) throws Exception {
        killAndGoOn(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6, 7, 8, 9, 10})
    void whateverThePointWhatWasPublishedIsNotComputedAgain(long seed) throws Exception {
        killAndGoOn(seed);
    }

    private static void killAndGoOn(long seed) throws Exception {
        Random random = new Random(seed);
        Path root = run.root("killed-" + seed);
        WatchingReader.during(root, () -> {
            Submission killed = run.submit(cluster, "killed-" + seed, root);
            FaultRun.awaitUnits(killed, root, "", 1 + random.nextInt(run.units() - 1));
            Thread.sleep(random.nextInt(100));
            killed.kill();
            cluster.awaitNoExecutor();
            int published = FaultRun.sum(FaultRun.published(root));
            long tokens = FaultRun.tokens(root);

            Submission again = run.submit(cluster, "again-" + seed, root);
            assertThat(again.await()).as(again.log()).isZero();
            cluster.awaitNoExecutor();
            EventLog events = run.events("again-" + seed);
            assertThat(events.sum("units"))
                    .as("beside %d published ones", published)
                    .isEqualTo(run.units() - published);
            assertThat(events.sum("tokens")).as("forward passes").isEqualTo(run.tokens() - tokens);
            assertThat(events.failures()).isEmpty();
        });
        run.requireWhole(root);
    }
}
