package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing on a real S3-compatible server, which cannot refuse a second writer, and on one that loses responses. */
class S3ProxyIT {

    @TempDir
    static Path directory;

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void whatIsPublishedIsFoundAndRead() throws Exception {
        RunDirectory run = RunDirectory.open(server.bucket() + "/my run/größer", server.configuration());
        run.requireWritable();
        assertThat(run.find(Runs.unit(1))).isEmpty();
        UnitWriter killed = run.begin(Runs.unit(1));
        Runs.write(killed, "data.txt", "half");
        assertThat(run.find(Runs.unit(1))).isEmpty();

        Manifest first = Runs.publish(run, Runs.unit(1), "contents");
        assertThat(Runs.sent(run).find(Runs.unit(1))).contains(first);
        assertThat(run.find(first.key())).contains(first);
        assertThat(Runs.publish(run, Runs.unit(1), "contents")).isEqualTo(first);
        RunFile data = Runs.sent(run.file(first, "data.txt"));
        data.verify();
        Path copy = data.localCopy(directory.resolve("copy"));
        assertThat(copy).isEqualTo(directory.resolve("copy/" + first.key() + "/data.txt"));
        assertThat(copy).hasContent("contents");
        assertThat(data.localCopy(directory.resolve("copy"))).isEqualTo(copy);
        assertThat(copy.getParent()).isDirectoryNotContaining(file -> !file.equals(copy));
    }

    /** With the retries that conf/s3 gives to a run, which must not be spent on a mistake. */
    @Test
    void whatCannotBeReachedIsSaidBeforeWorkStarts() throws Exception {
        Configuration patient = server.configuration();
        patient.set("fs.s3a.attempts.maximum", "10");
        patient.set("fs.s3a.retry.limit", "7");
        patient.set("fs.s3a.retry.interval", "500ms");
        String bucket = server.bucket();
        assertThat(S3Access.require(bucket + "/not/there/yet", patient)).contains("SimpleAWSCredentialsProvider");

        assertThatThrownBy(() -> S3Access.require("s3a://no-such-bucket/run", patient))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Bucket no-such-bucket of s3a://no-such-bucket/run does not exist: found none of"
                                + " that name at http://127.0.0.1:" + server.port() + ". Create it");

        Configuration wrong = new Configuration(patient);
        wrong.set("fs.s3a.secret.key", "wrong");
        assertThatThrownBy(() -> S3Access.require(bucket + "/run", wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refuses these credentials")
                .message()
                .doesNotContain("\n");

        Configuration nobody = new Configuration(patient);
        nobody.set("fs.s3a.endpoint", "http://127.0.0.1:1");
        long start = System.nanoTime();
        assertThatThrownBy(() -> S3Access.require(bucket + "/run", nobody))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be reached at http://127.0.0.1:1: ")
                .hasMessageContaining("Connection refused");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("a run's own retries would take minutes")
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void recordsAndReportsAreFiles() throws Exception {
        RunDirectory run = RunDirectory.open(server.bucket() + "/run", server.configuration());
        RunRecord record = new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                "",
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
        run.record(record);
        assertThat(run.latest()).contains(record);
        run.report().write("first", java.util.Map.of("index.html", new byte[] {1}, "old.csv", new byte[] {2})::forEach);
        run.report().write("second", java.util.Map.of("index.html", new byte[] {3})::forEach);
        assertThat(run.report().seal()).contains("second");
        assertThat(run.report().path()).endsWith("/run/report");
    }

    @Test
    void allReadersAgreeAfterARace() throws Exception {
        RunDirectory run = RunDirectory.open(server.bucket() + "/run", server.configuration());
        for (int round = 0; round < 10; round++) {
            UnitSpec spec = Runs.unit(round);
            List<Manifest> returned = PublishRaceTest.race(run, spec, 2);
            Manifest winner = run.require(spec);
            assertThat(returned).contains(winner);
            assertThat(Runs.sent(run).require(spec)).isEqualTo(winner);
            for (Manifest followed : returned) {
                run.file(followed, "data.txt").verify();
            }
        }
    }

    @Test
    void oneLostResponseIsRetriedWithoutHarm() throws Exception {
        try (FaultyProxy proxy = FaultyProxy.losing(server.port(), "/manifest-", 1)) {
            RunDirectory run = RunDirectory.open(server.bucket() + "/run", server.configuration(proxy.port()));
            Manifest published = Runs.publish(run, Runs.unit(1), "contents");
            assertThat(proxy.dropped()).isEqualTo(1);
            assertThat(run.find(Runs.unit(1))).contains(published);
            run.file(published, "data.txt").verify();
        }
    }

    /** Every response to the manifest's PUT is lost, so the client reports failure; yet the unit is published. */
    @Test
    void aPublishReportedAsFailedAlthoughItArrivedIsASuccess() throws Exception {
        try (FaultyProxy proxy = FaultyProxy.losing(server.port(), "/manifest-", Integer.MAX_VALUE)) {
            RunDirectory run = RunDirectory.open(server.bucket() + "/run", server.configuration(proxy.port()));
            Manifest published = Runs.publish(run, Runs.unit(1), "contents");
            assertThat(proxy.dropped()).isPositive();
            assertThat(run.find(Runs.unit(1))).contains(published);
            run.file(published, "data.txt").verify();
        }
    }

    @Test
    void credentialsThatAreMissingOrWrongAreNamedAtOnce() throws Exception {
        Configuration wrong = server.configuration();
        wrong.set("fs.s3a.secret.key", "guessed");
        Configuration none = server.configuration();
        none.unset("fs.s3a.access.key");
        none.unset("fs.s3a.secret.key");
        for (Configuration configuration : List.of(wrong, none)) {
            String root = server.bucket() + "/run";
            RunDirectory run = RunDirectory.open(root, configuration);
            assertThatThrownBy(() -> run.find(Runs.unit(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("No access to " + root + "/units/test/")
                    .hasMessageContaining("Give this process credentials")
                    .hasMessageNotContaining("guessed")
                    .hasMessageNotContaining(server.secret());
        }
    }

    @Test
    void aServerThatIsGoneIsReported() throws Exception {
        String bucket = server.bucket();
        FaultyProxy proxy = FaultyProxy.losing(server.port(), "/never", 0);
        RunDirectory run = RunDirectory.open(bucket + "/run", server.configuration(proxy.port()));
        Runs.publish(run, Runs.unit(1), "contents");
        proxy.close();
        assertThatThrownBy(() -> run.find(Runs.unit(2)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot list " + bucket + "/run/units/test/");
    }
}
