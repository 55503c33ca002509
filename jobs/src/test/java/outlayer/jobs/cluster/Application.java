package outlayer.jobs.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What spark-submit is to run, and how its classes come to driver and executors. */
sealed interface Application {

    /** For spark-submit, before the application's own. */
    List<String> arguments() throws IOException;

    /** The driver's process. */
    List<String> command(SparkDistribution spark, List<String> arguments) throws IOException;

    /** As on a cluster: the shaded jar, natives by {@code --jars}. */
    record Shaded(String main) implements Application {

        @Override
        public List<String> arguments() throws IOException {
            String natives = String.join(
                    ",",
                    SparkDistribution.natives().stream().map(Path::toString).toList());
            return List.of(
                    "--class",
                    main,
                    "--jars",
                    natives,
                    SparkDistribution.application().toString());
        }

        @Override
        public List<String> command(SparkDistribution spark, List<String> arguments) throws IOException {
            return spark.java(List.of("-Xmx1g"), "org.apache.spark.deploy.SparkSubmit", arguments);
        }
    }

    /** The class path of the test, tests' doubles among it, which all processes find where it is: nothing is copied, no jar is needed. */
    record Compiled(String main) implements Application {

        private static final String CLASS_PATH = System.getProperty("java.class.path");

        /** Processes that live for seconds are not worth the second compiler. */
        private static final List<String> OPTIONS = List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-Dlog4j2.configurationFile=file:"
                        + Path.of("../conf/log4j2.properties").toAbsolutePath().normalize());

        @Override
        public List<String> arguments() {
            return List.of(
                    "--class",
                    main,
                    "--conf",
                    "spark.executor.extraClassPath=" + CLASS_PATH,
                    "--conf",
                    "spark.executor.extraJavaOptions=" + String.join(" ", OPTIONS),
                    "spark-internal");
        }

        @Override
        public List<String> command(SparkDistribution spark, List<String> arguments) throws IOException {
            List<String> options = new ArrayList<>(OPTIONS);
            options.add("-Xmx1g");
            return spark.java(options, CLASS_PATH, "org.apache.spark.deploy.SparkSubmit", arguments);
        }
    }
}
