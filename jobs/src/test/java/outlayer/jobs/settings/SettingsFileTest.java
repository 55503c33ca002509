package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    private static final String SPARK_IMPLEMENTATION = "spark.hadoop." + StoreFileSystem.IMPLEMENTATION;
    private static final String SPARK_ENDPOINT = "spark.hadoop." + StoreFileSystem.ENDPOINT;

    @TempDir
    Path directory;

    @BeforeEach
    void setUpTheStoreAsSparkSubmitDoes() {
        System.setProperty(SPARK_IMPLEMENTATION, StoreFileSystem.class.getName());
        System.setProperty(SPARK_ENDPOINT, "before Spark");
    }

    @AfterEach
    void forgetTheStore() {
        System.clearProperty(SPARK_IMPLEMENTATION);
        System.clearProperty(SPARK_ENDPOINT);
    }

    private String read() throws IOException {
        Files.writeString(directory.resolve("part.conf"), "a = 1\n");
        Path file = Files.writeString(directory.resolve("whole.conf"), "include \"part.conf\"\nb = ${a}\n");
        return SettingsFile.read("store://" + file).resolve().getString("b");
    }

    @Test
    void aFileOfAStoreIsReadWithTheSettingsOfSpark() throws IOException {
        assertThat(read()).isEqualTo("1");
    }

    /** The job that is started by the file may reach the same bucket in another way. */
    @Test
    void nothingOfTheStoreIsKept() throws IOException {
        read();

        assertThat(StoreFileSystem.OPEN).hasValue(0);
        Configuration job = new Configuration();
        job.setClass(StoreFileSystem.IMPLEMENTATION, StoreFileSystem.class, FileSystem.class);
        job.set(StoreFileSystem.ENDPOINT, "of the job");
        try (FileSystem store = FileSystem.get(URI.create("store:///"), job)) {
            assertThat(store.getConf().get(StoreFileSystem.ENDPOINT)).isEqualTo("of the job");
        }
    }
}
