package outlayer.jobs.work;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import scala.util.Properties;

/**
 * What this process runs on.
 *
 * @param spark the version of Spark's classes, whoever brought them
 * @param scala of the library that they were loaded with
 * @param java the feature number, 17
 */
public record Versions(String spark, String scala, int java) {

    static final String SPARK_LINE = "4.0";
    static final String SCALA_LINE = "2.13";
    static final int JAVA = 17;

    public static Versions found() {
        return new Versions(
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                Properties.versionNumberString(),
                Runtime.version().feature());
    }

    /** A line for each that Outlayer was not built for; none where all is well. */
    public List<String> complaints() {
        return Stream.of(sparkComplaint(), scalaComplaint(), javaComplaint())
                .flatMap(Optional::stream)
                .toList();
    }

    public Optional<String> sparkComplaint() {
        return isOf(spark, SPARK_LINE)
                ? Optional.empty()
                : Optional.of(
                        "found Spark " + spark + ", expected " + SPARK_LINE + " (Databricks 17.3 LTS): run it on such"
                                + " a cluster, or unset SPARK_HOME to use the Spark that Maven resolved");
    }

    public Optional<String> scalaComplaint() {
        return isOf(scala, SCALA_LINE)
                ? Optional.empty()
                : Optional.of("found Scala " + scala + ", expected " + SCALA_LINE
                        + ": take the build of Spark for Scala " + SCALA_LINE);
    }

    public Optional<String> javaComplaint() {
        return java >= JAVA
                ? Optional.empty()
                : Optional.of(
                        "found Java " + java + ", expected " + JAVA + " or later: set JAVA_HOME, on executors as well");
    }

    /** Stops before anything starts where a version will not do. */
    public void require() {
        List<String> complaints = complaints();
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", complaints));
        }
    }

    private static boolean isOf(String version, String line) {
        return version.equals(line) || version.startsWith(line + ".");
    }
}
