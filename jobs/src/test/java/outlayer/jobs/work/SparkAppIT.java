package outlayer.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.HadoopSettings;

class SparkAppIT {

    private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

    private record SmallUnit() implements Unit {

        @Override
        public UnitSpec spec() {
            return UnitSpec.of("small", 1);
        }

        @Override
        public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
            try (OutputStream out = writer.file("number").stream()) {
                out.write(7);
            }
            return Findings.count("value", 7);
        }
    }

    @TempDir
    Path directory;

    @AfterEach
    void forgetTheSerializer() {
        System.clearProperty("spark.serializer");
    }

    @Test
    void unitsReachTheirTasksWhateverSparkSubmitWasToldOfSerializers() throws IOException {
        System.setProperty("spark.serializer", KRYO);

        SparkApp.session(
                "test",
                "local[2]",
                Map.of(),
                spark -> assertThat(UnitRunner.run(spark, Runs.local(directory), "small", List.of(new SmallUnit()))
                                .computed())
                        .isEqualTo(1));
    }

    /** What was set when it started cannot be changed, and it is not ours to stop. */
    @Test
    void aSessionThatWasThereIsRefusedForItsSerializerAndLeftRunning() {
        SparkSession theirs = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.serializer", KRYO)
                .getOrCreate();
        try {
            assertThatThrownBy(() -> SparkApp.session("test", null, Map.of(), spark -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("This session has spark.serializer = " + KRYO
                            + ", expected org.apache.spark.serializer.JavaSerializer: units are records, which Kryo rejects."
                            + " Set that in the configuration of this session or cluster, and start it anew");
            assertThat(theirs.sparkContext().isStopped()).isFalse();
        } finally {
            theirs.stop();
        }
    }

    @Test
    void fileSystemsAreReachedAsTheSessionSays() throws IOException {
        SparkApp.session(
                "test",
                "local[2]",
                Map.of("spark.hadoop.fs.store.endpoint", "of the session"),
                spark -> assertThat(HadoopSettings.here().get("fs.store.endpoint"))
                        .isEqualTo("of the session"));
    }
}
