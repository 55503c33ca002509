package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of one key at once, while a reader looks. */
class PublishRaceTest {

    private static final int WRITERS = 2;
    private static final int ROUNDS = 50;

    @TempDir
    Path root;

    @Test
    void onLocalDisksExactlyOneAttemptRemains() throws Exception {
        RunDirectory run = Runs.local(root);
        for (int round = 0; round < ROUNDS; round++) {
            UnitSpec spec = Runs.unit(round);
            List<Manifest> returned = race(run, spec, WRITERS);
            assertThat(returned).containsOnly(run.require(spec));
            try (Stream<Path> files = Files.list(root.resolve("units/test/" + spec.key()))) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "manifest.json", returned.get(0).attempt());
            }
        }
    }

    @Test
    void whereNothingRefusesASecondWriterAllReadersAgreeAtRest() throws Exception {
        RunDirectory run = DriveFileSystem.run(root);
        for (int round = 0; round < ROUNDS; round++) {
            UnitSpec spec = Runs.unit(round);
            List<Manifest> returned = race(run, spec, WRITERS);
            Manifest winner = run.require(spec);
            assertThat(returned).contains(winner);
            assertThat(run.require(spec)).isEqualTo(winner);
            for (Manifest followed : returned) {
                run.file(followed, "data.txt").verify();
            }
        }
    }

    /** As a name node does it: the second rename is refused, and no temporary file stays. */
    @Test
    void aRenameNeverReplaces() throws IOException {
        Configuration configuration = new Configuration();
        org.apache.hadoop.fs.Path unit = new org.apache.hadoop.fs.Path(root.toUri());
        RenameStore store = new RenameStore(new Storage(unit, configuration));
        store.put(unit, "a", "first");
        store.put(unit, "b", "second");
        assertThat(root.resolve("manifest.json")).hasContent("first");
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files.map(path -> path.getFileName().toString())).doesNotContain(".manifest-a.tmp");
            assertThat(root.resolve(".manifest-b.tmp")).doesNotExist();
        }
    }

    /** A record that a reader meets is one that can be read, also where files show while they grow. */
    @Test
    void aReaderNeverSeesHalfARecord() throws Exception {
        RunDirectory run = Runs.local(root);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> read = threads.submit(() -> {
                int seen = 0;
                while (seen < ROUNDS) {
                    seen = run.runs().size();
                }
                return seen;
            });
            String settings = "x".repeat(1 << 18);
            for (int round = 0; round < ROUNDS; round++) {
                run.record(record(RunRecord.newId(), settings));
            }
            assertThat(read.get()).isEqualTo(ROUNDS);
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.list(root.resolve("runs"))) {
            assertThat(files).hasSize(ROUNDS);
        }
    }

    /** As above, of what the processes of one run add to it. */
    @Test
    void aReaderNeverSeesHalfAPart() throws Exception {
        RunDirectory run = Runs.local(root);
        String settings = "x".repeat(1 << 18);
        NamedRun named = NamedRun.open(run, "monday", settings);
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<String> opened = threads.submit(() -> {
                while (!ended.get()) {
                    NamedRun.open(run, "monday", settings);
                }
                return NamedRun.open(run, "monday", settings).id();
            });
            for (int round = 0; round < ROUNDS; round++) {
                named.add(record("monday", settings));
            }
            ended.set(true);
            assertThat(opened.get()).isEqualTo("monday");
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.list(root.resolve("runs/monday"))) {
            assertThat(files).hasSize(ROUNDS);
        }
    }

    /** Two processes of which each needs the same of another root. */
    @Test
    void ofTwoThatStateTheSameNeedAtOnceNeitherFails() throws Exception {
        RunDirectory run = Runs.local(root);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Pin pin = Pin.by(run, Map.of("fit", List.of("a" + round)), Map.of("score", List.of("b")));
                CyclicBarrier start = new CyclicBarrier(WRITERS);
                List<Future<Pin>> stated = new ArrayList<>();
                for (int k = 0; k < WRITERS; k++) {
                    stated.add(threads.submit(() -> {
                        start.await();
                        run.pins().put(pin);
                        return run.pins().all().get(pin.id());
                    }));
                }
                for (Future<Pin> one : stated) {
                    assertThat(one.get()).isEqualTo(pin);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.list(root.resolve("runs/pins"))) {
            assertThat(files).hasSize(ROUNDS);
        }
    }

    private static RunRecord record(String id, String settings) {
        return new RunRecord(
                id,
                RunRecord.now(),
                settings,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
    }

    /** Starts the writers together and a reader that must never see a half. */
    static List<Manifest> race(RunDirectory run, UnitSpec spec, int writers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(writers + 1);
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            List<Future<Manifest>> attempts = new ArrayList<>();
            for (int k = 0; k < writers; k++) {
                attempts.add(threads.submit(publisher(run, spec, start)));
            }
            Future<Manifest> seen = threads.submit(() -> {
                start.await();
                while (true) {
                    var manifest = run.find(spec);
                    if (manifest.isPresent()) {
                        run.file(manifest.get(), "data.txt").verify();
                        return manifest.get();
                    }
                }
            });
            List<Manifest> returned = new ArrayList<>();
            for (Future<Manifest> attempt : attempts) {
                returned.add(attempt.get());
            }
            run.file(seen.get(), "data.txt").verify();
            return returned;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Manifest> publisher(RunDirectory run, UnitSpec spec, CyclicBarrier start) {
        return () -> {
            try (UnitWriter unit = run.begin(spec)) {
                Runs.write(unit, "data.txt", "the same whoever computes it");
                start.await();
                return unit.publish();
            }
        };
    }
}
