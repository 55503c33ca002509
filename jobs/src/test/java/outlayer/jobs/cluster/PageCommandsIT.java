package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of conf/spark/README.md, as they stand there, on a standalone cluster; all but those under headings that say "not proven". */
@Tag("cluster")
class PageCommandsIT {

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

    @Test
    void everyWayToSubmitGivesTheSameResults() throws Exception {
        for (String heading : new String[] {
            "## Native libraries by --jars",
            "## Native libraries unpacked on each host",
            "## Native libraries in Spark's own class path",
            "## Extraction on GPUs, statistics without",
            "## By bin/outlayer"
        }) {
            Path root = run.root(heading.replaceAll("[^A-Za-z]", ""));
            Map<String, String> variables = Map.of(
                    "CONFIG", run.config().toString(),
                    "ROOT", root.toString(),
                    "SHARED",
                            Files.createDirectories(directory.resolve("shared")).toString());

            Submission commands = cluster.script(
                    root.getFileName().toString(), variables, commands("## What to name") + commands(heading));

            assertThat(commands.await()).as(heading + "\n" + commands.log()).isZero();
            run.requireWhole(root);
            cluster.awaitNoExecutor();
        }
    }

    /** The indented lines under a heading. */
    private static String commands(String heading) throws IOException {
        String page = Files.readString(Path.of("../conf/spark/README.md"));
        int start = page.indexOf(heading + "\n");
        assertThat(start).as("heading " + heading).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        String commands = page.substring(start, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4) + "\n")
                .collect(Collectors.joining());
        assertThat(commands).as("commands under " + heading).isNotEmpty();
        return commands;
    }
}
