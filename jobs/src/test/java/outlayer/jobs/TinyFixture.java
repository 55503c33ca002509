package outlayer.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A Spark session and the tiny models for the tests of one class. */
public abstract class TinyFixture extends SparkFixture {

    @TempDir
    protected static Path directory;

    protected static TinyRun tiny;

    @BeforeAll
    static void writeModels() throws IOException {
        tiny = TinyRun.in(directory);
    }
}
