package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One large file over a network, and from servers, that fail in every way. */
class BrokenConnectionTest {

    private static final String FILE = "model.safetensors";
    private static final int SIZE = 400_000;
    private static final byte[] WEIGHTS = RemoteFiles.random(7, SIZE);

    @TempDir
    Path to;

    private final Waits waits = new Waits();
    private FakeHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = FakeHub.start().put(FakeHub.FIRST, FILE, WEIGHTS);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void fetch(Patience patience) throws InterruptedException {
        Repository.Type model = Repository.Type.MODEL;
        Fetch.run(
                new Hub(Endpoint.of(hub.environment()), patience),
                new Fetch.Request(
                        new Repository(model, FakeHub.REPOSITORY),
                        "main",
                        Selection.of(model, List.of(), List.of()),
                        1),
                new LocalDirectory(to));
    }

    private void fetch() throws InterruptedException {
        fetch(waits.patience());
    }

    private Path part(byte[] content) {
        return RemoteFiles.part(to.resolve(FILE), content);
    }

    private Fault cutAfter(int bytes) {
        return Fault.cutAfter(bytes, part(WEIGHTS));
    }

    private void assertWhole() {
        assertThat(to.resolve(FILE)).hasBinaryContent(WEIGHTS);
        assertThat(part(WEIGHTS)).doesNotExist();
        assertThat(to.resolve(FetchRecord.NAME)).exists();
    }

    /** Any number of cuts that each let something through: no byte is sent twice. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aBrokenConnectionGoesOnFromWhereItStopped(long seed) throws Exception {
        Random random = new Random(seed);
        int left = SIZE;
        for (int cut = 0; cut < 12; cut++) {
            int bytes = 1 + random.nextInt(left / 4);
            hub.fault(FILE, cutAfter(bytes));
            left -= bytes;
        }

        fetch();

        assertWhole();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE);
        assertThat(waits.waited()).hasSize(12).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void anAnswerThatEndsEarlyGoesOnFromThere() throws Exception {
        hub.fault(FILE, Fault.endsAfter(1234));
        fetch();
        assertWhole();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE);
    }

    @Test
    void anAnswerThatNeverGoesOnIsGivenUpAndKept() throws Exception {
        hub.fault(FILE, cutAfter(1000));
        for (int i = 0; i < 4; i++) {
            hub.fault(FILE, Fault.cut());
        }

        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("model.safetensors: gave up after 4 attempts in a row that brought nothing")
                .hasMessageContaining("start again to go on from there");

        assertThat(part(WEIGHTS)).hasSize(1000);
        assertThat(to.resolve(FILE)).doesNotExist();
        assertThat(waits.waited())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        fetch();
        assertWhole();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE);
    }

    @Test
    void whatAnEndedProcessLeftIsTheBeginning() throws Exception {
        Files.write(part(WEIGHTS), Arrays.copyOf(WEIGHTS, 150_000));
        fetch();
        assertWhole();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE - 150_000);
        assertThat(hub.asked()).extracting(FakeHub.Asked::range).contains("bytes=150000-");
    }

    @Test
    void aWholePartNeedsNoBytes() throws Exception {
        Files.write(part(WEIGHTS), WEIGHTS);
        fetch();
        assertWhole();
        assertThat(hub.sent(FILE)).isZero();
    }

    @Test
    void thePartOfAnotherContentIsNoBeginning() throws Exception {
        byte[] other = RemoteFiles.random(8, 150_000);
        Files.write(part(other), other);
        Files.write(part(WEIGHTS), new byte[SIZE + 1]);
        fetch();
        assertWhole();
        assertThat(part(other)).doesNotExist();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE);
    }

    @Test
    void aServerThatIgnoresRangesMakesItStartOver() throws Exception {
        hub.fault(FILE, cutAfter(100_000), Fault.ignoresRange());
        fetch();
        assertWhole();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE + 100_000);
    }

    @Test
    void startingOverAgainAndAgainIsNoProgress() throws Exception {
        hub.fault(FILE, cutAfter(100_000));
        for (int i = 0; i < 4; i++) {
            hub.fault(FILE, Fault.status(416, "Content-Range", "bytes */5"), cutAfter(100_000));
        }
        assertThatThrownBy(this::fetch).hasMessageContaining("gave up after 4 attempts");
    }

    @Test
    void aRangeThatIsRefusedOrNotTheOneAskedForMakesItStartOver() throws Exception {
        hub.fault(
                FILE,
                cutAfter(100_000),
                Fault.status(416, "Content-Range", "bytes */5"),
                cutAfter(150_000),
                Fault.givesFrom(50_000));
        fetch();
        assertWhole();
    }

    @Test
    void anAddressThatFallsSilentIsBroken() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        hub.fault(FILE, Fault.silentAfter(100_000, end));
        try {
            fetch(waits.patience(Duration.ofMillis(300)));
        } finally {
            end.countDown();
        }
        assertWhole();
        assertThat(hub.sent(FILE)).isEqualTo(SIZE);
    }

    @Test
    void theServersWordOnWaitingIsRespected() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(5));
        hub.fault(
                FILE,
                Fault.status(429, "Retry-After", "7"),
                Fault.status(503, "X-Error-Message", "resting"),
                Fault.status(503, "Retry-After", date));

        fetch();

        assertWhole();
        assertThat(waits.waited()).hasSize(3).startsWith(Duration.ofSeconds(7), Duration.ofSeconds(2));
        assertThat(waits.waited().get(2)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void aWaitThatIsTooLongIsSaid() {
        hub.fault(FILE, Fault.status(429, "Retry-After", "3600"));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("the server asks to wait 3600 s, longer than the 600 s that a fetch waits");
    }
}
