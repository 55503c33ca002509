package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.RecordTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** The commands of the guide to nightly monitoring, read from its page, and what it says of their results. */
class NightlyGuideIT {

    private static final Path REPOSITORY =
            Path.of("").toAbsolutePath().getFileName().equals(Path.of("jobs"))
                    ? Path.of("..").toAbsolutePath().normalize()
                    : Path.of("").toAbsolutePath();
    private static final Path PAGE = REPOSITORY.resolve("conf/nightly/README.md");
    private static final String FIRST = "2026-03-01";
    private static final String SECOND = "2026-03-02";

    @TempDir
    static Path directory;

    private static String said;

    /** In a folder where `conf` is the repository's and `out` nobody's. */
    @BeforeAll
    static void runTheGuide() throws IOException, InterruptedException {
        Files.createSymbolicLink(directory.resolve("conf"), REPOSITORY.resolve("conf"));
        List<String> commands = GuideCommands.of(PAGE);
        assertThat(commands).hasSize(6).allMatch(command -> command.startsWith("bin/outlayer "));
        Path log = directory.resolve("log");
        try (ChildJvm guide = ChildJvm.startIn(directory, log, GuideCommands.class, List.of(), Map.of(), commands)) {
            guide.await();
        }
        said = Files.readString(log);
    }

    private static Path root(String day) {
        return directory.resolve("out/nightly/" + day);
    }

    /** What the stage has published; steps of their own leave no record of a run. */
    private static Collection<Manifest> units(String day, String stage) throws IOException {
        try (Stream<Path> keys = Files.list(root(day).resolve("units").resolve(stage))) {
            return Runs.local(root(day))
                    .published(
                            stage, keys.map(key -> key.getFileName().toString()).toList())
                    .values();
        }
    }

    private static <T> List<T> rows(String day, String stage, FlatTable<T> table) throws IOException {
        RunDirectory run = Runs.local(root(day));
        List<T> rows = new ArrayList<>();
        for (Manifest unit : units(day, stage)) {
            unit.files().stream()
                    .filter(file -> file.name().equals(RecordTable.fileName(table)))
                    .forEach(file -> rows.addAll(table.read(run.file(unit, file.name()))));
        }
        return rows;
    }

    private static List<FlagRow> flagged(String day) throws IOException {
        return rows(day, "flag", RecordTable.FLAGS).stream()
                .filter(FlagRow::flagged)
                .toList();
    }

    /** Who asked, by the id of the example. */
    private static Map<String, String> characters(String day) throws IOException {
        Map<String, String> ofPrompt = new HashMap<>();
        for (String line : Files.readAllLines(PAGE.resolveSibling(day + ".jsonl"))) {
            JsonObject prompt = JsonParser.parseString(line).getAsJsonObject();
            ofPrompt.put(
                    prompt.get("prompt").getAsString(), prompt.get("character").getAsString());
        }
        RunDirectory run = Runs.local(root(day));
        Map<String, String> ofExample = new HashMap<>();
        for (Manifest unit : units(day, "datasets")) {
            List<String> names = unit.files().stream().map(file -> file.name()).toList();
            for (String name : ExampleTable.fileNames(Part.UNTRUSTED, names)) {
                for (Example example : ExampleTable.TABLE.read(run.file(unit, name))) {
                    ofExample.put(example.id(), Objects.requireNonNull(ofPrompt.get(example.statement())));
                }
            }
        }
        assertThat(ofExample).hasSize(ofPrompt.size());
        return ofExample;
    }

    /** 150 Alice prompts more: at rate 0.1 some day may have a flag, this one has next to none. */
    @Test
    void aDayLikeTheTrustedOnesHasHardlyAFlag() throws IOException {
        assertThat(rows(FIRST, "flag", RecordTable.FLAGS)).hasSize(150);
        assertThat(flagged(FIRST)).hasSizeLessThan(5);
    }

    /** The realised share of false flags, beside the chosen rate of 0.1; the page says that it is 0 of 30. */
    @Test
    void flagsOfTheOtherDayAreBobs() throws IOException {
        Map<String, String> characters = characters(SECOND);
        List<FlagRow> flagged = flagged(SECOND);
        long bob = flagged.stream()
                .filter(row -> "bob".equals(characters.get(row.id())))
                .count();
        assertThat(bob).isBetween(27L, 30L);
        assertThat((double) (flagged.size() - bob) / flagged.size())
                .as("realised false discovery rate")
                .isLessThanOrEqualTo(0.1);
        assertThat(flagged)
                .allSatisfy(
                        row -> assertThat(Objects.requireNonNull(row.drivers()).split(" ", -1))
                                .hasSize(3));
    }

    @Test
    void whatCalibrationIsTooSmallForIsSaid() throws IOException {
        assertThat(rows(SECOND, "flag", RecordTable.FLAG_RATES))
                .extracting(FlagRateRow::note)
                .allSatisfy(note -> assertThat(note).contains("either none is flagged or at least 7 of the 150 are"));
        assertThat(said).contains("either none is flagged or at least 7 of the 150 are");
    }

    @Test
    void driftIsReportedOfEveryLayer() throws IOException {
        for (String day : List.of(FIRST, SECOND)) {
            assertThat(rows(day, "flag", RecordTable.DRIFT))
                    .extracting(row -> row.key().layer())
                    .containsExactly("1", "2", "3", "4", "aggregate");
        }
        assertThat(rows(FIRST, "flag", RecordTable.DRIFT)).noneMatch(DriftRow::drifted);
        assertThat(said).contains("drift   0 of 5 comparisons with the trusted fit pass a limit");
    }

    @Test
    void thePageShowsWhatTheTerminalSaid() throws IOException {
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.matches("(flags|drift) {3}.*"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(said).contains(line));
    }

    @Test
    void tablesLieWhereThePageSays() {
        for (String table : List.of("flags.csv", "flag-rates.csv", "drift.csv")) {
            assertThat(directory.resolve("out/nightly/" + SECOND + "/report/" + table))
                    .isNotEmptyFile();
        }
    }
}
