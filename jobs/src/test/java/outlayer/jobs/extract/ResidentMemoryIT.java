package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyRun;

/** Whatever a batch takes of native memory it gives back. In a process of its own, whose heap is all there from the start. */
class ResidentMemoryIT {

    private static final long MOST = 10_000_000;

    @TempDir
    Path directory;

    @Test
    void memoryIsFlatFromBatch100To1000() throws Exception {
        Path model = TinyRun.in(directory).models().resolve("tiny");
        Path numbers = directory.resolve("bytes");
        List<String> options =
                List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        try (ChildJvm reading = ChildJvm.start(
                directory.resolve("log"),
                ReadingProcess.class,
                options,
                Map.of("PYTORCH_FLAVOR", "cpu", "OMP_NUM_THREADS", "1"),
                List.of(model.toString(), numbers.toString()))) {
            reading.await();
        }
        List<Long> bytes =
                Files.readAllLines(numbers).stream().map(Long::valueOf).toList();
        assertThat(bytes.get(1) - bytes.get(0))
                .as("growth of the resident bytes %s", bytes)
                .isLessThan(MOST);
    }
}
