package outlayer.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;

class RunCheckpointsTest {

    private static final UnitSpec SPEC = UnitSpec.of("train", 1).label("model", "tiny");

    @TempDir
    Path root;

    @TempDir
    Path local;

    @TempDir
    Path elsewhere;

    /** What can happen to a checkpoint. */
    enum Damage {
        A_BYTE_OF_A_FILE {
            @Override
            void to(Path marker, List<Path> files, Random random) throws IOException {
                Path file = files.get(random.nextInt(files.size()));
                byte[] bytes = Files.readAllBytes(file);
                bytes[random.nextInt(bytes.length)] ^= 1;
                Files.write(file, bytes);
            }
        },
        THE_END_OF_A_FILE {
            @Override
            void to(Path marker, List<Path> files, Random random) throws IOException {
                cut(files.get(random.nextInt(files.size())), random);
            }
        },
        A_FILE {
            @Override
            void to(Path marker, List<Path> files, Random random) throws IOException {
                Files.delete(files.get(random.nextInt(files.size())));
            }
        },
        THE_END_OF_THE_MARKER {
            @Override
            void to(Path marker, List<Path> files, Random random) throws IOException {
                cut(marker, random);
            }
        },
        A_LETTER_OF_THE_MARKER {
            @Override
            void to(Path marker, List<Path> files, Random random) throws IOException {
                String text = Files.readString(marker);
                Files.writeString(marker, text.replaceFirst("state/step-0+2", "state/step-000009"));
            }
        };

        abstract void to(Path marker, List<Path> files, Random random) throws IOException;

        private static void cut(Path file, Random random) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
    }

    @Test
    void withoutOneNothingIsRestored() throws IOException {
        assertThat(open().restore(elsewhere)).isFalse();
        assertThat(contents(elsewhere)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theNewestIsRestoredWhole(long seed) throws IOException {
        RunCheckpoints checkpoints = open();
        SortedMap<String, List<Byte>> newest = new TreeMap<>();
        for (int step = 1; step <= 4; step++) {
            newest = train(step, seed);
            checkpoints.keep(local, step);
        }
        assertThat(open().restore(elsewhere)).isTrue();
        assertThat(contents(elsewhere)).as("seed %d", seed).isEqualTo(newest);
    }

    @Test
    void atMostTwoAreThereAndNoFileThatNeitherNames() throws IOException {
        RunCheckpoints checkpoints = open();
        for (int step = 1; step <= 5; step++) {
            train(step, 1);
            checkpoints.keep(local, step);
        }
        List<String> there = TinyRun.files(place()).stream()
                .filter(file -> !file.endsWith(".crc"))
                .map(file -> file.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "attempt"))
                .sorted()
                .toList();
        assertThat(there)
                .containsExactly(
                        "attempt/evaluated/step-000001/weights",
                        "attempt/evaluated/step-000002/weights",
                        "attempt/evaluated/step-000003/weights",
                        "attempt/evaluated/step-000004/weights",
                        "attempt/evaluated/step-000005/weights",
                        "attempt/state/step-000004/trainer",
                        "attempt/state/step-000005/trainer",
                        "checkpoint-000000004-attempt.json",
                        "checkpoint-000000005-attempt.json");
        checkpoints.remove();
        assertThat(place()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aDamagedOneIsLeftOutForTheOneBefore(Damage damage) throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            RunCheckpoints checkpoints = open();
            SortedMap<String, List<Byte>> before = train(1, seed);
            checkpoints.keep(local, 1);
            train(2, seed);
            checkpoints.keep(local, 2);

            List<Path> stored = filesOnlyOfStep2();
            damage.to(marker(2), stored, new Random(seed));

            assertThat(open().restore(elsewhere)).isTrue();
            assertThat(contents(elsewhere)).as("%s, seed %d", damage, seed).isEqualTo(before);
            Scratch.clear(elsewhere);
            Scratch.clear(local);
            checkpoints.remove();
        }
    }

    @Test
    void whereAllAreDamagedTheTrainingBeginsAnew() throws IOException {
        RunCheckpoints checkpoints = open();
        train(1, 1);
        checkpoints.keep(local, 1);
        Files.delete(filesUnder(place()).stream()
                .filter(file -> file.endsWith("trainer"))
                .findFirst()
                .orElseThrow());
        assertThat(open().restore(elsewhere)).isFalse();
        assertThat(contents(elsewhere)).isEmpty();
    }

    @Test
    void anAttemptGoesOnFromAnotherAndStoresOnlyWhatIsNew() throws IOException {
        RunCheckpoints first = open();
        train(1, 1);
        first.keep(local, 1);
        RunCheckpoints second = open();
        second.restore(elsewhere);
        Files.writeString(elsewhere.resolve("state/step-000001/more"), "more");
        second.keep(elsewhere, 2);

        assertThat(filesUnder(place()).stream().filter(file -> file.endsWith("weights")))
                .hasSize(1);
        Scratch.clear(local);
        assertThat(open().restore(local)).isTrue();
        assertThat(contents(local)).isEqualTo(contents(elsewhere));
    }

    /** One that has fallen behind finds its checkpoint gone, with the files that only that named; once it is ahead, its own are whole. */
    @Test
    void whatAFasterAttemptHasRemovedIsStoredAgain() throws IOException {
        RunCheckpoints slow = open();
        RunCheckpoints fast = open();
        train(1, 1);
        slow.keep(local, 1);
        for (int step = 2; step <= 3; step++) {
            train(step, 1);
            fast.keep(local, step);
        }
        assertLeadsWith(slow, 4, 5);
    }

    /** As above, where it removed its own checkpoint, being already behind. */
    @Test
    void whatASlowerAttemptHasRemovedItselfIsStoredAgain() throws IOException {
        RunCheckpoints slow = open();
        RunCheckpoints fast = open();
        train(1, 1);
        fast.keep(local, 2);
        fast.keep(local, 3);
        slow.keep(local, 1);
        for (int step = 2; step <= 3; step++) {
            train(step, 1);
        }
        assertLeadsWith(slow, 4, 5);
    }

    /** Where another attempt was published, it has removed everything. */
    @Test
    void anAttemptThatGoesOnAfterAllWasRemovedBeginsAnew() throws IOException {
        RunCheckpoints late = open();
        train(1, 1);
        late.keep(local, 1);
        open().remove();
        SortedMap<String, List<Byte>> after = train(2, 1);
        late.keep(local, 2);
        assertThat(open().restore(elsewhere)).isTrue();
        assertThat(contents(elsewhere)).isEqualTo(after);
    }

    @Test
    void trainingsOfOtherUnitsAreNotSeen() throws IOException {
        train(1, 1);
        open().keep(local, 1);
        UnitSpec other = SPEC.setting("seed", "2");
        assertThat(RunCheckpoints.of(Runs.local(root), other, new Configuration())
                        .restore(elsewhere))
                .isFalse();
    }

    private void assertLeadsWith(RunCheckpoints attempt, int... steps) throws IOException {
        for (int step : steps) {
            SortedMap<String, List<Byte>> kept = train(step, 1);
            attempt.keep(local, step);
            assertThat(open().restore(elsewhere)).as("step %d", step).isTrue();
            assertThat(contents(elsewhere)).as("step %d", step).isEqualTo(kept);
            Scratch.clear(elsewhere);
        }
    }

    /** Local files after a step: one more judged state, and the state of this step in the place of the last. */
    private SortedMap<String, List<Byte>> train(int step, long seed) throws IOException {
        Random random = new Random(31 * seed + step);
        write("evaluated/step-00000" + step + "/weights", random);
        if (step > 1) {
            Files.delete(local.resolve("state/step-00000" + (step - 1) + "/trainer"));
        }
        write("state/step-00000" + step + "/trainer", random);
        return contents(local);
    }

    private void write(String name, Random random) throws IOException {
        byte[] bytes = new byte[100 + random.nextInt(1000)];
        random.nextBytes(bytes);
        Path file = local.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private RunCheckpoints open() throws IOException {
        return RunCheckpoints.of(Runs.local(root), SPEC, new Configuration());
    }

    private Path place() {
        return root.resolve("training").resolve(SPEC.key());
    }

    private Path marker(int step) throws IOException {
        return filesUnder(place()).stream()
                .filter(file -> file.getFileName().toString().startsWith("checkpoint-00000000" + step))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> filesOnlyOfStep2() throws IOException {
        return filesUnder(place()).stream()
                .filter(file -> file.toString().contains("step-000002"))
                .toList();
    }

    /** Without Hadoop's checksums of local files, which would notice for us. */
    private static List<Path> filesUnder(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : Scratch.files(directory)) {
            if (file.toString().endsWith(".crc")) {
                Files.delete(file);
            } else {
                files.add(file);
            }
        }
        return files;
    }

    private static SortedMap<String, List<Byte>> contents(Path directory) {
        SortedMap<String, List<Byte>> contents = new TreeMap<>();
        try {
            for (Path file : Scratch.files(directory)) {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : Files.readAllBytes(file)) {
                    bytes.add(b);
                }
                contents.put(directory.relativize(file).toString(), bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }
}
