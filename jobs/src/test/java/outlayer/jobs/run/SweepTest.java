package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

    private static final Retention NEWEST = new Retention(1, Duration.ZERO);

    @TempDir
    Path root;

    /** Everything is old. */
    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    /** Nothing is. */
    private static Instant yesterday() {
        return Instant.now().minus(Duration.ofDays(1));
    }

    /** Later than all that was published up to now. */
    private static Instant afterALittle() {
        Instant now = Instant.parse(RunRecord.now());
        Instant later = now;
        while (!later.isAfter(now)) {
            later = Instant.parse(RunRecord.now());
        }
        return later;
    }

    private static RunRecord record(RunDirectory run, String id, List<String> keys) {
        RunRecord record = new RunRecord(
                id,
                RunRecord.now(),
                "{}",
                new TreeMap<>(Map.of("test", keys)),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
        run.record(record);
        return record;
    }

    private static void sweep(RunDirectory run, Retention retention) {
        Sweep.plan(run, retention, Instant.now(), tomorrow()).delete();
    }

    /** A random acyclic graph of units, runs that name some of them: what the kept run reaches stays whole, all else goes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatTheKeptRunReachesStaysWholeAndAllElseGoes(long seed) {
        Random random = new Random(seed);
        RunDirectory run = Runs.local(root.resolve("seed-" + seed));
        List<UnitSpec> specs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            UnitSpec spec = Runs.unit(i);
            for (int edge = random.nextInt(3); edge > 0 && i > 0; edge--) {
                spec = spec.input(specs.get(random.nextInt(i)).key());
            }
            specs.add(spec);
            Runs.publish(run, spec, "data " + i);
        }
        List<String> named =
                random.ints(4, 0, 20).mapToObj(i -> specs.get(i).key()).toList();
        record(run, "a", specs.stream().map(UnitSpec::key).toList());
        record(run, "b", named);

        sweep(run, NEWEST);

        Set<String> reached = new HashSet<>();
        for (int i = 19; i >= 0; i--) {
            if (named.contains(specs.get(i).key())
                    || reached.contains(specs.get(i).key())) {
                reached.add(specs.get(i).key());
                reached.addAll(specs.get(i).inputs());
            }
        }
        assertThat(run.published(specs).keySet()).isEqualTo(reached);
        run.published(specs).values().forEach(unit -> run.files(unit).forEach(RunFile::verify));
        assertThat(run.runs()).extracting(RunRecord::id).containsExactly("b");
        assertThat(root.resolve("seed-" + seed + "/units/test").toFile().list()).hasSameSizeAs(reached);
        assertThat(Sweep.plan(run, NEWEST, Instant.now(), tomorrow()).leftovers())
                .isEmpty();
    }

    @Test
    void runsThatShareAUnitKeepItForEachOther() {
        RunDirectory run = Runs.local(root);
        Manifest shared = Runs.publish(run, Runs.unit(0), "shared");
        Manifest first = Runs.publish(run, Runs.unit(1), "first");
        Manifest second = Runs.publish(run, Runs.unit(2), "second");
        record(run, "a", List.of(shared.key(), first.key()));
        record(run, "b", List.of(shared.key(), second.key()));

        sweep(run, new Retention(2, Duration.ZERO));
        assertThat(run.published(List.of(Runs.unit(0), Runs.unit(1), Runs.unit(2))))
                .hasSize(3);

        sweep(run, NEWEST);
        assertThat(run.published(List.of(Runs.unit(0), Runs.unit(1), Runs.unit(2)))
                        .keySet())
                .containsExactlyInAnyOrder(shared.key(), second.key());
    }

    @Test
    void aWriterThatIsAtItPublishesAsIfNothingHadHappened() throws IOException {
        RunDirectory run = Runs.local(root);
        Manifest input = Runs.publish(run, Runs.unit(1), "old, and named by a run that goes");
        record(run, "a", List.of(input.key()));
        record(run, "b", List.of());
        UnitSpec spec = Runs.unit(2).input(input.key());
        try (UnitWriter writer = run.begin(spec)) {
            Runs.write(writer, "data.txt", "half");
            UnitFile open = writer.file("open.txt");
            try (var out = open.stream()) {
                out.write(1);
                Sweep.plan(run, NEWEST, Instant.now(), yesterday()).delete();
                out.write(2);
            }
            writer.publish();
        }
        run.files(run.require(spec)).forEach(RunFile::verify);
        assertThat(run.find(Runs.unit(1))).contains(input);
        assertThat(run.runs()).extracting(RunRecord::id).containsExactly("b");
    }

    /** A shard's key says nothing of the dataset's, a training's names datasets beside shards, and a flow stands on what was read of shards. */
    @Test
    void aRunThatGoesOnKeepsTheDatasetsThatItReads() {
        RunDirectory run = Runs.local(root);
        Map<String, UnitSpec> datasets = new TreeMap<>();
        for (String name : List.of("read", "learned", "below", "other")) {
            UnitSpec spec = UnitSpec.of("datasets", 1).label("dataset", name);
            datasets.put(name, spec);
            Runs.publish(run, spec, name);
        }
        UnitSpec old = UnitSpec.of("extract", 1).label("dataset", "below").input("fingerprint");
        Runs.publish(run, old, "what was read before");
        record(run, "a", datasets.values().stream().map(UnitSpec::key).toList());
        record(run, "b", List.of());

        Instant begun = afterALittle();
        Runs.publish(run, UnitSpec.of("extract", 1).label("dataset", "read").input("fingerprint"), "now");
        Runs.publish(run, UnitSpec.of("train", 1).input("learned/train-00000.parquet fingerprint"), "now");
        Runs.publish(run, UnitSpec.of("flow", 1).input(old.key()), "now");
        Sweep.plan(run, NEWEST, Instant.now(), begun).delete();

        assertThat(run.published(datasets.values()).values())
                .extracting(unit -> unit.spec().labels().get("dataset"))
                .containsExactlyInAnyOrder("read", "learned", "below");
    }

    @Test
    void whatKilledWritersLeftGoesOnceItIsOld() throws IOException {
        RunDirectory run = Runs.local(root);
        Manifest kept = Runs.publish(run, Runs.unit(1), "kept");
        record(run, "a", List.of(kept.key()));
        Runs.write(run.begin(Runs.unit(1)), "data.txt", "a second writer of what is there, killed");
        Runs.write(run.begin(Runs.unit(2)), "data.txt", "killed");
        Path training = Files.createDirectories(root.resolve("training/" + kept.key() + "/attempt"));
        Files.writeString(training.resolve("weights"), "10 bytes..");
        Files.writeString(root.resolve(".probe-killed"), "");
        Files.writeString(root.resolve(".of-the-users.tmp"), "");
        Files.writeString(Files.createDirectories(root.resolve("runs/pins")).resolve(".b.json-killed.tmp"), "{");

        assertThat(Sweep.plan(run, NEWEST, Instant.now(), yesterday()).leftovers())
                .isEmpty();
        Sweep sweep = Sweep.plan(run, NEWEST, Instant.now(), tomorrow());
        assertThat(sweep.leftovers())
                .extracting(Leftover::kind, Leftover::reason)
                .containsExactlyInAnyOrder(
                        tuple(Leftover.Kind.ATTEMPT, "another attempt was published first"),
                        tuple(Leftover.Kind.ATTEMPT, "never published"),
                        tuple(Leftover.Kind.TRAINING, "not gone on with"),
                        tuple(Leftover.Kind.TEMPORARY, "never completed"),
                        tuple(Leftover.Kind.TEMPORARY, "never completed"));
        assertThat(sweep.leftovers().get(2).bytes()).isEqualTo(10);
        sweep.delete();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            ".of-the-users.tmp",
                            "runs/a.json",
                            "units/test/" + kept.key() + "/manifest.json",
                            "units/test/" + kept.key() + "/" + kept.attempt() + "/data.txt");
        }
    }

    /** The run that names a pinned unit stays, so that `--fits ROOT#ID` finds it again; an older one that names it too does not. */
    @Test
    void aPinHoldsWhileAnythingMadeOfItIsThere() {
        RunDirectory fits = Runs.local(root.resolve("fits"));
        RunDirectory nightly = Runs.local(root.resolve("nightly"));
        Manifest fit = Runs.publish(fits, Runs.unit(1), "a fit");
        Manifest other = Runs.publish(fits, Runs.unit(2), "of the same run");
        Manifest older = Runs.publish(fits, Runs.unit(4), "of an older one");
        record(fits, "a", List.of(fit.key(), older.key()));
        record(fits, "b", List.of(fit.key(), other.key()));
        record(fits, "c", List.of());
        UnitSpec score = Runs.unit(3).input(fit.key());
        fits.pins().put(Pin.by(nightly, Map.of("test", List.of(fit.key())), Map.of("test", List.of(score.key()))));
        Manifest scores = Runs.publish(nightly, score, "scores");
        record(nightly, "monday", List.of(scores.key()));

        sweep(fits, NEWEST);
        assertThat(fits.runs()).extracting(RunRecord::id).containsExactly("b", "c");
        assertThat(fits.published(List.of(Runs.unit(1), Runs.unit(2), Runs.unit(4)))
                        .keySet())
                .containsExactlyInAnyOrder(fit.key(), other.key());
        assertThat(fits.pins().all()).hasSize(1);

        record(nightly, "tuesday", List.of());
        sweep(nightly, NEWEST);
        sweep(fits, NEWEST);
        assertThat(fits.runs()).extracting(RunRecord::id).containsExactly("c");
        assertThat(fits.published(List.of(Runs.unit(1), Runs.unit(2)))).isEmpty();
        assertThat(fits.pins().all()).isEmpty();
    }

    /** It may lie on another machine. */
    @Test
    void aPinOfALocalRootThatIsNotHereHolds() throws IOException {
        RunDirectory fits = Runs.local(root.resolve("fits"));
        Manifest fit = Runs.publish(fits, Runs.unit(1), "a fit");
        record(fits, "a", List.of());
        Pin pin = Pin.by(
                Runs.local(root.resolve("elsewhere")),
                Map.of("test", List.of(fit.key())),
                Map.of("test", List.of(Runs.unit(2).key())));
        fits.pins().put(pin);

        sweep(fits, NEWEST);
        assertThat(fits.pins().all()).containsOnlyKeys(pin.id());
        assertThat(fits.find(Runs.unit(1))).contains(fit);

        Files.createDirectories(root.resolve("elsewhere"));
        sweep(fits, NEWEST);
        assertThat(fits.pins().all()).isEmpty();
        assertThat(fits.find(Runs.unit(1))).isEmpty();
    }

    /** What one process of a run that is not recorded yet has used holds, however old it is. */
    @Test
    void aRunThatProcessesContributeToKeepsWhatItUsed() {
        RunDirectory run = Runs.local(root);
        Manifest used = Runs.publish(run, Runs.unit(1), "old, and used again");
        record(run, "a", List.of(used.key()));
        record(run, "b", List.of());
        NamedRun going = NamedRun.open(run, "2026-11-22", "{}");
        RunRecord part = new RunRecord(
                "2026-11-22",
                tomorrow().plusSeconds(1).toString(),
                "{}",
                new TreeMap<>(Map.of("test", List.of(used.key()))),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
        going.add(part);

        sweep(run, NEWEST);
        assertThat(run.find(Runs.unit(1))).contains(used);
        assertThat(run.runs()).extracting(RunRecord::id).containsExactly("b");

        Instant later = tomorrow().plus(Duration.ofDays(1));
        Sweep given = Sweep.plan(run, NEWEST, later, later);
        assertThat(given.leftovers())
                .extracting(Leftover::kind, Leftover::reason)
                .containsExactly(
                        tuple(Leftover.Kind.RUN, "never recorded"),
                        tuple(Leftover.Kind.UNIT, "no retained run needs it"));
        given.delete();
        assertThat(root.resolve("runs/2026-11-22")).doesNotExist();
    }

    @Test
    void aRunThatWasRecordedMeanwhileStopsIt() {
        RunDirectory run = Runs.local(root);
        Manifest unit = Runs.publish(run, Runs.unit(1), "data");
        record(run, "a", List.of());
        Sweep sweep = Sweep.plan(run, NEWEST, Instant.now(), tomorrow());
        assertThat(sweep.leftovers()).hasSize(1);
        record(run, "b", List.of(unit.key()));
        assertThatThrownBy(sweep::delete)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Runs [b] were recorded under file:" + root
                        + " while gc looked; nothing was removed. Start gc again");
        assertThat(run.find(Runs.unit(1))).contains(unit);
    }

    @Test
    void aPinThatWasPutMeanwhileStopsIt() {
        RunDirectory run = Runs.local(root);
        Manifest unit = Runs.publish(run, Runs.unit(1), "data");
        record(run, "a", List.of());
        Pin before = Pin.by(run, Map.of("test", List.of("0123")), Map.of("test", List.of("4567")));
        run.pins().put(before);
        Sweep sweep = Sweep.plan(run, NEWEST, Instant.now(), tomorrow());
        assertThat(sweep.leftovers()).extracting(Leftover::kind).containsExactly(Leftover.Kind.PIN, Leftover.Kind.UNIT);
        Pin meanwhile = Pin.by(run, Map.of("test", List.of(unit.key())), Map.of("test", List.of("89ab")));
        run.pins().put(meanwhile);
        assertThatThrownBy(sweep::delete)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pins [" + meanwhile.id() + "] were put under file:" + root
                        + " while gc looked; nothing was removed. Start gc again");
        assertThat(run.find(Runs.unit(1))).contains(unit);
        assertThat(run.pins().all()).containsOnlyKeys(before.id(), meanwhile.id());
    }

    /** Candidates of a race on an object store: the loser's data and name go, the winner's stay. */
    @Test
    void theLoserOfARaceGoes() throws IOException {
        RunDirectory run = Runs.local(root);
        Manifest unit = Runs.publish(run, Runs.unit(1), "data");
        record(run, "a", List.of(unit.key()));
        Path directory = root.resolve("units/test/" + unit.key());
        Path winner = directory.resolve("manifest-" + unit.attempt() + ".json");
        Files.move(directory.resolve("manifest.json"), winner);
        Path loser = directory.resolve("manifest-20991231T235959999-ffffffff.json");
        Files.copy(winner, loser);
        Files.createDirectories(directory.resolve("20991231T235959999-ffffffff"));
        assertThat(Sweep.plan(run, NEWEST, Instant.now(), tomorrow()).leftovers())
                .isEmpty();

        Instant farFuture = Instant.parse("2100-01-02T00:00:00Z");
        Sweep.plan(run, NEWEST, farFuture, farFuture).delete();
        assertThat(run.find(Runs.unit(1))).contains(unit);
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(winner.getFileName().toString(), unit.attempt());
    }

    @Test
    void retentionCountsFromTheNewestAndByAge() {
        RunDirectory run = Runs.local(root);
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        for (int day = 1; day <= 5; day++) {
            run.record(new RunRecord(
                    "day-" + day,
                    now.minus(Duration.ofDays(day)).toString(),
                    "{}",
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    List.of()));
        }
        assertThat(new Retention(2, Duration.ZERO).of(run.runs(), now))
                .extracting(RunRecord::id)
                .containsExactly("day-2", "day-1");
        assertThat(new Retention(1, Duration.ofDays(3)).of(run.runs(), now))
                .extracting(RunRecord::id)
                .containsExactly("day-3", "day-2", "day-1");
        assertThatThrownBy(() -> new Retention(0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runs to keep: 0, expected at least 1; the newest run of a root always stays");
    }
}
