package outlayer.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.ChildJvm;

/** What a process with {@code conf/log4j2-json.properties} writes. */
class JsonLogIT {

    private static final Logger LOG = LoggerFactory.getLogger(JsonLogIT.class);

    @TempDir
    Path directory;

    /** The process. */
    static final class Talkative {

        private Talkative() {}

        public static void main(String[] args) throws IOException {
            LOG.info("before \"any\" stage");
            StageLog.during("extract", () -> {
                LOG.info("{} units\nof two lines", 12);
                StageLog.during("fit", () -> LOG.warn("inner", new IllegalStateException("the cause")));
                LOG.info("outer again");
            });
            LoggerFactory.getLogger("org.apache.spark.whatever").info("is not heard");
        }
    }

    @Test
    void everyLineIsAnObjectThatKnowsItsStage() throws Exception {
        Path here = Path.of("conf/log4j2-json.properties");
        Path configuration = Files.exists(here) ? here : Path.of("..").resolve(here);
        Path log = directory.resolve("log");
        try (ChildJvm process = ChildJvm.start(
                log,
                Talkative.class,
                List.of("-Dlog4j2.configurationFile=" + configuration.toUri()),
                Map.of(),
                List.of())) {
            process.await();
        }
        List<JsonObject> lines = Files.readAllLines(log).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(text(lines, "message"))
                .containsExactly("before \"any\" stage", "12 units\nof two lines", "inner", "outer again");
        assertThat(text(lines, "stage")).containsExactly("", "extract", "fit", "extract");
        assertThat(text(lines, "level")).containsExactly("INFO", "INFO", "WARN", "INFO");
        assertThat(text(lines, "logger")).containsOnly(JsonLogIT.class.getName());
        assertThat(Instant.parse(text(lines, "time").get(0)))
                .isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
        assertThat(text(lines, "exception").get(2)).contains("IllegalStateException: the cause");
    }

    private static List<String> text(List<JsonObject> lines, String member) {
        return lines.stream()
                .map(line -> line.has(member) ? line.get(member).getAsString() : "")
                .toList();
    }
}
