package outlayer.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a Spark installation holds, made of links to the jars that Maven resolved: nothing of what Outlayer itself brings is among them,
 * so that a class that the shaded jar forgot is missed here as it would be on a cluster.
 */
final class SparkDistribution {

    private static final Pattern OURS =
            Pattern.compile(".*/(io/github/outlayer|ai/djl|org/bytedeco|com/typesafe/config|info/picocli"
                    + "|me/tongfei|org/webjars|org/mozilla|net/java/dev/jna|software/amazon|org/apache/hadoop/hadoop-aws|com/google/errorprone"
                    + "|org/jspecify)/.*|.*/target/.*");

    private final Path home;

    private SparkDistribution(Path home) {
        this.home = home;
    }

    /** Makes it in the build's folder, with a {@code bin/spark-submit}. */
    static SparkDistribution make() throws IOException {
        Path home = Path.of("target/spark").toAbsolutePath();
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (Path jar : classPath("compile.classpath")) {
            Path link = jars.resolve(jar.getFileName());
            if (!OURS.matcher(jar.toString()).matches() && !Files.exists(link)) {
                Files.createSymbolicLink(link, jar);
            }
        }
        Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(script, """
                #!/usr/bin/env bash
                # As Spark's own: its launcher makes the command, after an empty line.
                mapfile -d '' -t command < <(java -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \\
                  org.apache.spark.deploy.SparkSubmit "$@" | tail -c +3)
                exec "${command[@]}"
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new SparkDistribution(home);
    }

    /** {@code SPARK_HOME}. */
    Path home() {
        return home;
    }

    /** Jars of native libraries, which the shaded jar leaves to the cluster. */
    static List<Path> natives() throws IOException {
        return classPath("runtime.classpath").stream()
                .filter(jar -> jar.getFileName()
                        .toString()
                        .matches("pytorch-(native-cpu|jni)-.*|tokenizers-.*|(openblas|javacpp)-.*-linux-x86_64\\.jar"))
                .toList();
    }

    /** The one jar for spark-submit. */
    static Path application() throws IOException {
        try (var built = Files.newDirectoryStream(Path.of("target"), "outlayer-jobs-*-spark_*.jar")) {
            for (Path jar : built) {
                return jar.toAbsolutePath();
            }
        }
        throw new IllegalStateException(
                "jobs/target has no outlayer-jobs-*-spark_*.jar; run `make cluster-test`, which builds it");
    }

    /** The command that runs one of Spark's own main classes. */
    List<String> java(List<String> options, String main, List<String> arguments) throws IOException {
        return java(options, home.resolve("jars") + "/*", main, arguments);
    }

    /** The same with Spark's classes, and others, from another class path. */
    List<String> java(List<String> options, String classPath, String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(Files.readString(Path.of("target/classes/outlayer/jobs/spark.opens"))
                .strip()
                .split("\\s+")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    Map<String, String> environment(Path cache) {
        return Map.of(
                "SPARK_HOME", home.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_LOCAL_HOSTNAME", "127.0.0.1",
                "PYTORCH_FLAVOR", "cpu",
                "OMP_NUM_THREADS", "1",
                "DJL_CACHE_DIR", cache.toString());
    }

    private static List<Path> classPath(String file) throws IOException {
        return Pattern.compile(":")
                .splitAsStream(Files.readString(Path.of("target", file)).strip())
                .map(Path::of)
                .toList();
    }
}
