package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

class DatasetsJobIT {

    @TempDir
    static Path directory;

    private static TinyRun tiny;

    @BeforeAll
    static void open() throws IOException {
        tiny = TinyRun.in(directory);
    }

    private static List<Shard> generate(String name, int cores, String... overrides) throws IOException {
        Path root = directory.resolve(name);
        RunDirectory run = Runs.local(root);
        Experiment experiment = tiny.experiment(root, overrides);
        try (SparkSession spark = TinyRun.spark(cores)) {
            assertThat(DatasetsJob.run(spark, run, experiment).computed()).isEqualTo(4);
        }
        return Shard.all(run, experiment, Arrays.asList(Part.values()));
    }

    @Test
    void theNumberOfCoresDoesNotMatter() throws IOException {
        List<Shard> one = generate("one", 1);
        List<Shard> two = generate("two", 2);

        assertThat(two)
                .extracting(Shard::examples)
                .isEqualTo(one.stream().map(Shard::examples).toList());
        assertThat(two)
                .extracting(Shard::fingerprint)
                .doesNotHaveDuplicates()
                .isEqualTo(one.stream().map(Shard::fingerprint).toList());
    }

    @Test
    void partsShareNoQuestion() throws IOException {
        Map<String, Part> partOf = new HashMap<>();
        for (Shard shard : generate("parts", 2, "parts.shard-size=50")) {
            assertThat(shard.examples())
                    .hasSizeLessThanOrEqualTo(50)
                    .isSortedAccordingTo(java.util.Comparator.comparing(Example::id));
            for (Example example : shard.examples()) {
                Part before = partOf.putIfAbsent(example.question(), shard.part());
                assertThat(before == null || before == shard.part()).isTrue();
            }
        }
        assertThat(partOf.values()).contains(Part.values());
    }

    @Test
    void aPartThatWasNotWrittenIsNamed() {
        assertThatThrownBy(() -> generate("few", 1, "parts.written=[trusted, test]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset addition was written without its part train; add it to `parts.written`");
    }

    @Test
    void aPartWithoutExamplesIsNamed() {
        assertThatThrownBy(
                        () -> generate(
                                "none",
                                1,
                                "parts.shares.easy={train = 0.3, validation = 0.05, trusted = 0.45, calibration = 0.2, untrusted = 0, test = 0}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset addition has no example in its part untrusted; ask for more `questions`, raise its"
                        + " `parts.shares`, or leave the part out");
    }
}
