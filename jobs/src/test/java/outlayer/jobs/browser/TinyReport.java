package outlayer.jobs.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.TinyRun;
import outlayer.jobs.cli.RunJob;

/**
 * The report of a real run of all stages: two models, two datasets, two features, two detectors. One dataset's prompts hold markup
 * that would take the page over if it were not shown as text.
 */
final class TinyReport {

    /** Part of every prompt of one dataset. */
    static final String HOSTILE = "</script><img src=x onerror=\"document.title='taken over'\">";

    private TinyReport() {}

    /** Runs it under the directory; returns the page. */
    static Path write(Path directory) throws IOException {
        TinyRun tiny = TinyRun.in(directory);
        for (String model : new String[] {"tiny", "small"}) {
            for (String of : new String[] {"", "-addition", "-towns"}) {
                tiny.model(model + of, 128, (model + of).hashCode());
            }
        }
        Files.writeString(
                directory.resolve("words.json"),
                "{\"name\": \"words\", \"datasets\": {\"towns\": [{\"context\": \"\", \"statement\": \"{town} is large."
                        + HOSTILE.replace("\"", "\\\"") + "\"}]}}");
        StringBuilder towns = new StringBuilder("town,size\n");
        for (int i = 0; i < 400; i++) {
            towns.append(i % 3 == 0 ? "Anna" : "Uppo")
                    .append(i)
                    .append(',')
                    .append(i % 11)
                    .append('\n');
        }
        Files.writeString(directory.resolve("towns.csv"), towns);
        Path root = directory.resolve("root");
        Path config = Files.writeString(directory.resolve("tiny-report.conf"), """
                run { root = "%1$s/root" }
                models = [
                  { name = tiny, path = "%1$s/models/tiny", quirky = "%1$s/models/tiny-{dataset}" }
                  { name = small, path = "%1$s/models/small", quirky = "%1$s/models/small-{dataset}" }
                ]
                datasets = [
                  { name = addition, operand-limit = 100, questions = 4000, distinct = false }
                  { name = towns, templates = "%1$s/words.json"
                    sources { towns { path = "%1$s/towns.csv", schema = "town STRING, size INT" } }
                    query = "SELECT town, size > 5 AS alice_label, town LIKE '%%a%%' AS bob_label, size AS difficulty FROM towns" }
                ]
                parts { caps { train = 40, validation = 20, trusted = 60, calibration = 20, untrusted = 20, test = 60 } }
                extract { device = cpu, features { heads { point = heads } } }
                effects { attribution { ablations = [mean] } }
                detectors {
                  mahalanobis { rcond = [1e-3], features = [activations, attribution] }
                  lof { features = [activations, attribution] }
                }
                report { title = "A tiny run" }
                """.formatted(directory));
        try (SparkSession spark = TinyRun.spark(2)) {
            spark.sparkContext().setLogLevel("WARN");
            RunJob.main(new String[] {"--config", config.toString()});
        }
        return root.resolve("report/index.html");
    }
}
