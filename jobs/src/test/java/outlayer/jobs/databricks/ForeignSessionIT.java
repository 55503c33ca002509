package outlayer.jobs.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyRun;
import outlayer.jobs.settings.SettingsException;

/** On Databricks, and in any notebook, the session is another's: main classes use it, leave it running, and fail by exceptions. */
class ForeignSessionIT {

    /** Those that cannot do without another stage's results; the others have nothing to do here, or do it. */
    private static final Set<String> WAITING = Set.of("ExtractJob", "FitJob", "ScoreJob", "EvaluateJob", "ReportJob");

    @TempDir
    static Path directory;

    private static SparkSession theirs;
    private static Path config;

    @BeforeAll
    static void open() throws IOException {
        theirs = TinyRun.spark(2);
        TinyRun tiny = TinyRun.in(directory);
        config = Files.writeString(
                directory.resolve("tiny.conf"),
                tiny.text(directory.resolve("root").toString()));
    }

    @AfterAll
    static void close() {
        theirs.stop();
    }

    private static Set<String> mainClasses() {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("outlayer.jobs")) {
            if (type.getSimpleName().endsWith("Job")
                    && type.tryGetMethod("main", String[].class).isPresent()) {
                names.add(type.getName());
            }
        }
        return names;
    }

    private static Throwable main(String type, String... arguments) {
        return catchThrowable(() -> {
            Method main = Class.forName(type).getMethod("main", String[].class);
            try {
                main.invoke(null, (Object) arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void everyMainClassLeavesTheSessionRunning() {
        Set<String> types = mainClasses();
        assertThat(types).hasSizeGreaterThanOrEqualTo(11).contains("outlayer.jobs.cli.RunJob");
        for (String type : types) {
            // Each on a root of its own, where nothing is published: most stages open Spark and end with an exception.
            Path root = directory.resolve(type);
            Throwable failure = main(
                    type, "--config", config.toString(), "--set", "run.root=" + root, "--set", "run.stages=[datasets]");

            if (WAITING.contains(type.substring(type.lastIndexOf('.') + 1))) {
                assertThat(failure)
                        .as(type)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(" first");
            }
            assertRuns(type);
        }
        assertThat(directory.resolve("outlayer.jobs.cli.RunJob/runs")).isNotEmptyDirectory();
    }

    @Test
    void wrongUsageIsAnExceptionToo() {
        for (List<String> arguments : List.of(
                List.<String>of(), List.of("--config", "nowhere.conf"), List.of("--confg", config.toString()))) {
            assertThat(main("outlayer.jobs.cli.RunJob", arguments.toArray(String[]::new)))
                    .isInstanceOf(SettingsException.class);
            assertRuns(arguments.toString());
        }
    }

    private static void assertRuns(String after) {
        assertThat(theirs.sparkContext().isStopped()).as(after).isFalse();
        assertThat(theirs.range(5).count()).as(after).isEqualTo(5);
    }
}
