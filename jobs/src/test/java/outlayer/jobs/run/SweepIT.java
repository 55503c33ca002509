package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on an object store, whose directories have neither times nor names of their own. */
class SweepIT {

    @TempDir
    static Path directory;

    @Test
    void anObjectStoreIsSweptToo() throws Exception {
        try (S3Server server = S3Server.start(directory)) {
            RunDirectory run = RunDirectory.open(server.bucket() + "/my run", server.configuration());
            Manifest kept = Runs.publish(run, Runs.unit(1), "kept");
            Runs.publish(run, Runs.unit(2), "goes");
            Runs.write(run.begin(Runs.unit(3)), "data.txt", "killed");
            run.record(new RunRecord(
                    "a",
                    RunRecord.now(),
                    "{}",
                    new TreeMap<>(Map.of("test", List.of(kept.key()))),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    List.of()));
            Retention newest = new Retention(1, Duration.ZERO);
            Instant now = Instant.now();

            assertThat(Sweep.plan(run, newest, now, now.minus(Duration.ofHours(1)))
                            .leftovers())
                    .isEmpty();
            Sweep sweep = Sweep.plan(run, newest, now, now.plus(Duration.ofHours(1)));
            assertThat(sweep.leftovers())
                    .extracting(Leftover::what)
                    .containsExactly(
                            "test " + Runs.unit(2).key(), "test " + Runs.unit(3).key());
            sweep.delete();
            assertThat(run.find(Runs.unit(2))).isEmpty();
            run.file(run.require(Runs.unit(1)), "data.txt").verify();
            assertThat(run.storage().filesUnder(run.storage().resolve("units"))).hasSize(2);
        }
    }
}
