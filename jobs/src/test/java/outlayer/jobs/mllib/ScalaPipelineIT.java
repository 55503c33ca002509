package outlayer.jobs.mllib;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.SparkFixture;

/** The Scala program beside the tests' resources, compiled here, says the same as Java does. */
class ScalaPipelineIT extends SparkFixture {

    @TempDir
    static Path directory;

    private static Dataset<Row> vectors;

    @BeforeAll
    static void open() {
        vectors = SyntheticVectors.of(spark).cache();
    }

    private static Path compile() throws Exception {
        Path source =
                Path.of(ScalaPipelineIT.class.getResource("ScalaPipeline.scala").toURI());
        Path classes = Files.createDirectory(directory.resolve("classes"));
        scala.tools.nsc.Main.process(new String[] {
            "-classpath", System.getProperty("java.class.path"), "-d", classes.toString(), "-Werror", source.toString()
        });
        assertThat(scala.tools.nsc.Main.reporter().hasErrors())
                .as("errors of the Scala compiler, see above")
                .isFalse();
        return classes;
    }

    @Test
    @SuppressWarnings("unchecked") // what the Scala program declares
    void aScalaPipelineGivesTheScoresOfJavas() throws Exception {
        StandardScaler scaler = new StandardScaler()
                .setInputCol("features")
                .setOutputCol("scaled")
                .setWithMean(true);
        AnomalyDetector detector = new AnomalyDetector()
                .setDetector("lof")
                .setK(5)
                .setFeaturesCol("scaled")
                .setGroupCols("side")
                .setTrustedCol("trusted");
        Dataset<Row> byJava = new Pipeline()
                .setStages(new PipelineStage[] {scaler, detector})
                .fit(vectors)
                .transform(vectors)
                .select("id", "anomalyScore");

        try (URLClassLoader program = new URLClassLoader(
                new URL[] {compile().toUri().toURL()}, getClass().getClassLoader())) {
            Dataset<Row> byScala = (Dataset<Row>) program.loadClass("ScalaPipeline")
                    .getMethod("scores", Dataset.class, String.class)
                    .invoke(null, vectors, directory.resolve("saved").toString());
            assertThat(byScala.orderBy("id").collectAsList())
                    .hasSize((int) vectors.count())
                    .isEqualTo(byJava.orderBy("id").collectAsList());
        }
    }
}
