package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import outlayer.jobs.ChildJvm;
import picocli.CommandLine;

/** What a terminal shows of failures: {@code conf/log4j2.properties}. */
class TerminalLogIT {

    @TempDir
    Path directory;

    /** The process. */
    static final class Failing {

        private Failing() {}

        public static void main(String[] args) {
            Exception cause = new IllegalStateException("layer 3 is missing");
            LoggerFactory.getLogger("org.apache.spark.whatever").warn("a task is tried again", cause);
            CommandLine command = Outlayer.commandLine();
            Failures.execution(new IllegalStateException("the stage fit failed", cause), command, command.parseArgs());
        }
    }

    @Test
    void whatNobodyForesawIsShownWithItsCausesAndAllElseInALine() throws Exception {
        Path log = directory.resolve("log");
        String configuration =
                Path.of("../conf/log4j2.properties").toRealPath().toUri().toString();
        try (ChildJvm process = ChildJvm.start(
                log, Failing.class, List.of("-Dlog4j2.configurationFile=" + configuration), Map.of(), List.of())) {
            process.await();
        }
        String shown = Files.readString(log);
        assertThat(shown)
                .containsOnlyOnce("Unforeseen failure")
                .contains("java.lang.IllegalStateException: the stage fit failed")
                .contains("Caused by: java.lang.IllegalStateException: layer 3 is missing");
        assertThat(shown.lines().takeWhile(line -> !line.contains("Unforeseen")))
                .hasSizeLessThan(4)
                .anyMatch(line -> line.endsWith("WARN  a task is tried again"));
    }
}
