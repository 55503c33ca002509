package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the jar for spark-submit holds, and what it leaves to the cluster. */
@Tag("cluster")
class ShadedJarIT {

    @Test
    void itLeavesOutWhatAClusterHasOrBringsByItself() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.startsWith("org/apache/") || name.startsWith("scala/"))
                .noneMatch(name -> name.startsWith("org/slf4j/") || name.startsWith("com/fasterxml/"))
                .noneMatch(name -> name.startsWith("com/typesafe/config/"))
                .noneMatch(name ->
                        name.contains("libtorch") || name.contains("libtokenizers") || name.contains("libopenblas"))
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
    }

    @Test
    void everyStageHasItsMainClassInIt() throws IOException {
        assertThat(entries())
                .contains(
                        "outlayer/jobs/cli/Outlayer.class",
                        "outlayer/jobs/cli/RunJob.class",
                        "outlayer/jobs/datasets/DatasetsJob.class",
                        "outlayer/jobs/train/TrainJob.class",
                        "outlayer/jobs/extract/ExtractJob.class",
                        "outlayer/jobs/flow/FlowJob.class",
                        "outlayer/jobs/effects/EffectsJob.class",
                        "outlayer/jobs/derive/DeriveJob.class",
                        "outlayer/jobs/fit/FitJob.class",
                        "outlayer/jobs/score/ScoreJob.class",
                        "outlayer/jobs/evaluate/EvaluateJob.class",
                        "outlayer/jobs/flag/FlagJob.class",
                        "outlayer/jobs/report/ReportJob.class",
                        "outlayer/jobs/runs/ExportJob.class",
                        "outlayer/shaded/config/Config.class",
                        "org/jspecify/annotations/Nullable.class");
    }

    @Test
    void serviceFilesOfAllEnginesAreJoined() throws IOException {
        try (ZipFile jar = new ZipFile(SparkDistribution.application().toFile())) {
            ZipEntry services = jar.getEntry("META-INF/services/ai.djl.engine.EngineProvider");
            String engines = new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8);

            assertThat(engines)
                    .contains("ai.djl.pytorch.engine.PtEngineProvider", "ai.djl.engine.rust.RsEngineProvider");
        }
    }

    @Test
    void itStaysSmall() throws IOException {
        Path jar = SparkDistribution.application();

        assertThat(Files.size(jar)).as("bytes of " + jar).isLessThan(12_000_000);
    }

    private static List<String> entries() throws IOException {
        try (ZipFile jar = new ZipFile(SparkDistribution.application().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
