package outlayer.jobs.datasets;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.TinyRun;

/** Sources that are written under a directory, and what their import makes of them. */
final class Imports implements AutoCloseable {

    private final SparkSession spark = TinyRun.spark(2);
    private final Path directory;
    private int files;

    Imports(Path directory) {
        this.directory = directory;
    }

    Path write(List<JsonObject> records, String schema) {
        Path to = directory.resolve("source-" + files++);
        write(records, schema, to);
        return to;
    }

    void write(List<JsonObject> records, String schema, Path to) {
        HubFiles.write(spark, records, schema, to);
    }

    EntryRun made(String dataset, Path source, String... settings) {
        return EntryRun.of(
                spark,
                directory.resolve("run-" + files++),
                "name = %s, import { path = \"%s\", %s }".formatted(dataset, source, String.join(", ", settings)));
    }

    @Override
    public void close() {
        spark.stop();
    }
}
