package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bin/outlayer starts, and how: in a pretended build, with a pretended spark-submit and Java that print their arguments. */
class ProgramTest {

    private static final String CACHE = "-Dorg.bytedeco.javacpp.cachedir=/var/tmp/outlayer-natives/javacpp";

    @TempDir
    Path home;

    @BeforeEach
    void build() throws IOException {
        Files.copy(
                Path.of("../bin/outlayer"),
                Files.createDirectories(home.resolve("bin")).resolve("outlayer"));
        write("conf/log4j2.properties", "");
        write("common/target/outlayer-common-1.jar", "");
        write("jobs/target/outlayer-jobs-1.jar", "");
        write("jobs/target/compile.classpath", "spark.jar");
        write("jobs/target/runtime.classpath", "djl.jar:natives.jar");
        write("jobs/target/classes/outlayer/jobs/spark.opens", "--add-opens=x");
        for (String program : List.of("spark/bin/spark-submit", "java/bin/java")) {
            Path file = write(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** The arguments that it gives to the program which it starts. */
    private List<String> start(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", home.resolve("bin/outlayer").toString(), "run", "--config", "my.conf")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("OUTLAYER_.*|SPARK_HOME"));
        builder.environment().put("JAVA_HOME", home.resolve("java").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().toList();
    }

    private List<String> submit(Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SPARK_HOME", home.resolve("spark").toString());
        return start(all);
    }

    private static String after(String option, List<String> arguments) {
        return arguments.get(arguments.indexOf(option) + 1);
    }

    private static String platform(String file) {
        return Path.of("../conf/spark", file).toAbsolutePath().toString();
    }

    /** What stands on spark-submit's command line takes the place of what its file of properties says. */
    @Test
    void aPlatformsJavaOptionsGoBesideOurOwn() throws Exception {
        List<String> arguments = submit(Map.of("OUTLAYER_SPARK_CONF", platform("yarn.conf")));
        assertThat(after("--properties-file", arguments)).isEqualTo(platform("yarn.conf"));
        assertThat(after("--driver-java-options", arguments)).contains("-Dlog4j2.configurationFile=", CACHE);
        assertThat(arguments)
                .filteredOn(argument -> argument.startsWith("spark.executor.extraJavaOptions="))
                .singleElement()
                .satisfies(options -> assertThat(options).contains("-Dlog4j2.configurationFile=", CACHE));
    }

    @Test
    void aPlatformsMemoryIsThatOfTheDriverUnlessTheCallerSaysOtherwise() throws Exception {
        String settings =
                write("my.properties", "# mine\nspark.driver.memory   6g\n").toString();
        Map<String, String> file = Map.of("OUTLAYER_SPARK_CONF", settings);
        Map<String, String> both = Map.of("OUTLAYER_SPARK_CONF", settings, "OUTLAYER_MEMORY", "3g");
        assertThat(after("--driver-memory", submit(file))).isEqualTo("6g");
        assertThat(after("--driver-memory", submit(both))).isEqualTo("3g");
        assertThat(after("--driver-memory", submit(Map.of()))).isEqualTo("2g");
        assertThat(start(file)).contains("-Xmx6g");
        assertThat(start(both)).contains("-Xmx3g");
        assertThat(start(Map.of())).contains("-Xmx2g");
    }

    @Test
    void withoutSparkTheDriversOptionsAreThoseOfItsJava() throws Exception {
        assertThat(start(Map.of("OUTLAYER_SPARK_CONF", platform("yarn.conf"))))
                .containsSubsequence("-Dai.djl.offline=true", CACHE, "-Dspark.executor.memory=4g", "run");
    }
}
