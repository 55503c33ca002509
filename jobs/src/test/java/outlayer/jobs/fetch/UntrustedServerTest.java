package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that send what is not the file, or send us elsewhere. */
class UntrustedServerTest {

    private static final String FILE = "model.safetensors";
    private static final int SIZE = 400_000;
    private static final byte[] WEIGHTS = RemoteFiles.random(7, SIZE);

    @TempDir
    Path to;

    private FakeHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = FakeHub.start().put(FakeHub.FIRST, FILE, WEIGHTS);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void fetch(Duration silence, Map<String, String> environment) throws InterruptedException {
        Repository.Type model = Repository.Type.MODEL;
        Fetch.run(
                new Hub(Endpoint.of(environment), new Waits().patience(silence)),
                new Fetch.Request(
                        new Repository(model, FakeHub.REPOSITORY),
                        "main",
                        Selection.of(model, List.of(), List.of()),
                        2),
                new LocalDirectory(to));
    }

    private void fetch() throws InterruptedException {
        fetch(Duration.ofSeconds(20), hub.environment());
    }

    private void assertNothing() {
        assertThat(to).isEmptyDirectory();
    }

    @Test
    void aWrongChecksumEndsThePartAndIsSaid() {
        byte[] wrong = WEIGHTS.clone();
        wrong[SIZE / 2] ^= 1;
        hub.fault(FILE, Fault.gives(wrong));

        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("found 400000 bytes with " + RemoteFiles.checksum(wrong, Checksum.Kind.SHA256))
                .hasMessageContaining(
                        "expected 400000 bytes with " + RemoteFiles.checksum(WEIGHTS, Checksum.Kind.SHA256))
                .hasMessageContaining("The part is deleted");
        assertNothing();
    }

    @Test
    void moreBytesThanStatedEndThePart() {
        hub.fault(FILE, Fault.gives(Arrays.copyOf(WEIGHTS, SIZE + 1)));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("bytes or more, expected 400000. The part is deleted");
        assertNothing();
    }

    @Test
    void theTokenGoesToTheHubAndNotToTheStore() throws Exception {
        Map<String, String> environment = new HashMap<>(hub.environment());
        environment.put("HF_TOKEN", "hf_secret");

        fetch(Duration.ofSeconds(20), environment);

        assertThat(hub.asked())
                .filteredOn(asked -> asked.server().equals("hub"))
                .hasSize(3)
                .extracting(FakeHub.Asked::authorisation)
                .containsOnly("Bearer hf_secret");
        assertThat(hub.asked())
                .filteredOn(asked -> asked.server().equals("store"))
                .hasSize(1)
                .extracting(FakeHub.Asked::authorisation)
                .containsOnlyNulls();
    }

    @Test
    void aStoreThatRefusesIsNotTakenForAGate() {
        hub.fault(FILE, Fault.status(403, "X-Error-Message", "signature expired"));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("the store to which the hub sent us refuses")
                .hasMessageContaining("signature expired")
                .hasMessageNotContaining("secret");
    }

    @Test
    void redirectsWithoutEndAreSaid() {
        hub.refuse(Fault.status(302, "Location", hub.endpoint() + "/api/models/someone/tiny/revision/main"));
        assertThatThrownBy(this::fetch).hasMessageContaining("redirected more than 10 times");
    }

    @Test
    void aRedirectToNoAddressIsSaid() {
        hub.refuse(Fault.status(302, "Location", "ftp://127.0.0.1/x?signature=secret"));
        assertThatThrownBy(this::fetch)
                .hasMessageContaining(
                        "redirects to 'ftp://127.0.0.1/x', expected an address that is as well protected");
    }

    @Test
    void twoFetchesDoNotWriteTheSamePart() throws Exception {
        RemoteFile file = RemoteFiles.of(FILE, WEIGHTS, Checksum.Kind.SHA256);
        try (Part other = new Parts(to).open(file)) {
            assertThat(other.length()).isZero();
            assertThatThrownBy(this::fetch)
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("another fetch is writing it");
        }
    }

    @Test
    void oneFileThatFailsEndsTheOthers() {
        CountDownLatch end = new CountDownLatch(1);
        hub.fault(FILE, Fault.silentAfter(1000, end))
                .put(FakeHub.FIRST, "config.json", WEIGHTS)
                .fault("config.json", Fault.gives(new byte[SIZE]));
        try {
            assertThatThrownBy(() -> fetch(Duration.ofMinutes(5), hub.environment()))
                    .hasMessageContaining("config.json: found 400000 bytes with git-sha1:");
        } finally {
            end.countDown();
        }
        assertThat(to.resolve(FetchRecord.NAME)).doesNotExist();
    }
}
