package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.TinyRun;
import outlayer.jobs.cli.Outlayer;
import outlayer.jobs.cli.RunJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;

/** The experiment of seconds on which faults are tried, and what it gives undisturbed, in one process. */
final class FaultRun {

    private static final Pattern MANIFEST = Pattern.compile("^units/([a-z]+)/([0-9a-f]{24})/manifest[^/]*\\.json$");

    private final Path directory;
    private final Path config;
    private final SortedMap<String, String> contents;
    private final SortedMap<String, Integer> units;
    private final long tokens;
    private final long kibibytes;

    private FaultRun(Path directory, Path config, Path undisturbed) throws IOException {
        this.directory = directory;
        this.config = config;
        this.contents = TinyRun.contents(undisturbed);
        this.units = published(undisturbed);
        this.tokens = tokens(undisturbed);
        this.kibibytes = pages(undisturbed) * 4;
    }

    /** Runs it undisturbed, under {@code directory}. */
    static FaultRun in(Path directory) throws IOException {
        Path home = Path.of("..").toRealPath();
        Path config = Files.writeString(directory.resolve("fault.conf"), """
                include file("%1$s/jobs/src/test/resources/outlayer/jobs/cluster/fault.conf")
                models = [ { name = tiny, path = "%1$s/conf/models/tiny-llama", quirky = "%1$s/conf/models/tiny-llama-{dataset}" } ]
                """.formatted(home));
        Path root = directory.resolve("undisturbed");
        try (SparkSession spark = TinyRun.spark(2)) {
            assertThat(spark.sparkContext().isLocal()).isTrue();
            RunJob.main(new String[] {"--config", config.toString(), "--set", "run.root=" + root});
        }
        return new FaultRun(directory, config, root);
    }

    /** The experiment file. */
    Path config() {
        return config;
    }

    Path root(String name) {
        return directory.resolve(name);
    }

    /** Submits it; events go where {@link #events} reads them. */
    Submission submit(StandaloneCluster cluster, String name, Path root, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "spark.eventLog.enabled=true",
                "spark.eventLog.rolling.enabled=false",
                "spark.eventLog.compress=false",
                "spark.eventLog.dir="
                        + Files.createDirectories(eventFolder(name)).toUri()));
        settings.addAll(List.of(more));
        return cluster.submit(
                name,
                new Application.Compiled(Outlayer.class.getName()),
                settings,
                List.of("run", "--config", config.toString(), "--set", "run.root=" + root));
    }

    EventLog events(String name) throws IOException {
        return EventLog.in(eventFolder(name));
    }

    private Path eventFolder(String name) {
        return directory.resolve("events-" + name);
    }

    /** Units of the whole run. */
    int units() {
        return sum(units);
    }

    int units(String stage) {
        return units.getOrDefault(stage, 0);
    }

    /** The key of a unit of that stage. */
    String key(String stage) {
        return contents.keySet().stream()
                .filter(unit -> unit.startsWith(stage + "["))
                .map(unit -> unit.substring(unit.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Tokens of all forward passes whose results were published. */
    long tokens() {
        return tokens;
    }

    /** What its files take of a disk. */
    long kibibytes() {
        return kibibytes;
    }

    private static long pages(Path root) throws IOException {
        long pages = 0;
        for (String file : TinyRun.files(root)) {
            pages += (Files.size(root.resolve(file)) + 4095) / 4096;
        }
        return pages;
    }

    static long tokens(Path root) throws IOException {
        return manifests(root).stream()
                .mapToLong(manifest -> manifest.count("tokens"))
                .sum();
    }

    /** Of all units that are published under a root. */
    static List<Manifest> manifests(Path root) throws IOException {
        RunDirectory run = Runs.local(root);
        List<Manifest> manifests = new ArrayList<>();
        for (MatchResult unit : names(root)) {
            manifests.add(run.find(unit.group(1), unit.group(2)).orElseThrow());
        }
        return manifests;
    }

    /** Units by stage that have a manifest, and so are published. */
    static SortedMap<String, Integer> published(Path root) throws IOException {
        SortedMap<String, Integer> published = new TreeMap<>();
        names(root).forEach(unit -> published.merge(unit.group(1), 1, Integer::sum));
        return published;
    }

    private static List<MatchResult> names(Path root) throws IOException {
        while (true) {
            try {
                return TinyRun.files(root).stream()
                        .flatMap(file -> MANIFEST.matcher(file).results())
                        .toList();
            } catch (UncheckedIOException e) {
                // A temporary file went away during the walk; look again.
            }
        }
    }

    static int sum(Map<String, Integer> units) {
        return units.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Waits until a stage ("": all together) has published so many units; the driver must live that long. */
    static void awaitUnits(Submission submission, Path root, String stage, int count)
            throws IOException, InterruptedException {
        while (true) {
            SortedMap<String, Integer> published = published(root);
            if ((stage.isEmpty() ? sum(published) : published.getOrDefault(stage, 0)) >= count) {
                return;
            }
            submission.requireAlive();
            Thread.sleep(20);
        }
    }

    /** No row was lost, doubled or cut: every file of every unit of the newest run has the bytes that it has undisturbed. */
    void requireWhole(Path root) {
        assertThat(TinyRun.contents(root)).isEqualTo(contents);
    }
}
