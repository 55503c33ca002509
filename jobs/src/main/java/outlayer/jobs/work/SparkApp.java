package outlayer.jobs.work;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.S3Access;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.SettingsException;
import picocli.CommandLine;

/**
 * The one class that opens Spark. A session that was there before (a notebook's, Databricks') is used and left running; one
 * that was started here is stopped here. Failures are thrown, never turned into an exit of the JVM.
 */
public final class SparkApp {

    /** What a job does with an open session. */
    @FunctionalInterface
    public interface Job {
        void run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException;
    }

    /** What is done with an open session. */
    @FunctionalInterface
    public interface SessionUse {
        void run(SparkSession spark) throws IOException;
    }

    /** Named, not referenced: it reads the pool of models, which stands above this package. */
    private static final String METRICS_PLUGIN = "outlayer.jobs.extract.MetricsPlugin";

    private SparkApp() {}

    /** The body of every stage's main method. */
    public static void launch(String name, String[] args, Stage stage) throws IOException {
        JobArguments arguments = arguments(name, args);
        launch(name, arguments, (spark, run, experiment) -> StageAlone.run(stage, arguments, spark, run, experiment));
    }

    /** Of a main method. */
    public static JobArguments arguments(String name, String[] args) {
        JobArguments arguments = new JobArguments();
        try {
            new CommandLine(arguments).setCommandName(name).parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
        return arguments;
    }

    public static void launch(String name, JobArguments arguments, Job job) throws IOException {
        Experiment experiment = arguments.experiment();
        session(name, arguments.master(), Map.of(), spark -> {
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            String root = experiment.run().root();
            if (S3Access.concerns(root, hadoop)) {
                S3Access.require(root, hadoop);
            }
            job.run(spark, RunDirectory.open(root, hadoop).remembering(), experiment);
        });
    }

    /** For what needs a session and no experiment; settings are those of a session that is opened here. */
    public static void session(String name, @Nullable String master, Map<String, String> settings, SessionUse use)
            throws IOException {
        Versions.found().require();
        boolean ours = SparkSession.getActiveSession().isEmpty()
                && SparkSession.getDefaultSession().isEmpty();
        SparkSession spark = open(name, master, settings);
        SessionKind.require(spark.getClass().getName());
        TaskSerializer.require(spark.sparkContext().getConf().get(TaskSerializer.SETTING, TaskSerializer.JAVA));
        try {
            StageLog.during(name, () -> use.run(spark));
        } finally {
            if (ours) {
                spark.stop();
            }
        }
    }

    private static SparkSession open(String name, @Nullable String master, Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder().appName("outlayer " + name);
        if (master != null) {
            builder.master(master);
        } else if (System.getProperty("spark.master") == null) {
            builder.master("local[*]");
        }
        if (isLocal(master)) {
            // Loopback only, and no web server for a run of seconds.
            builder.config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.ui.enabled", "false");
        }
        settings.forEach(builder::config);
        return builder.config("spark.plugins", plugins(System.getProperty("spark.plugins", "")))
                .config("spark.sql.session.timeZone", "UTC")
                .config(TaskSerializer.SETTING, TaskSerializer.JAVA)
                .getOrCreate();
    }

    /** Those that spark-submit was told of, and ours once. */
    static String plugins(String others) {
        if (others.isBlank()) {
            return METRICS_PLUGIN;
        }
        return List.of(others.split(",")).contains(METRICS_PLUGIN) ? others : others + "," + METRICS_PLUGIN;
    }

    private static boolean isLocal(@Nullable String master) {
        String asked = master == null ? System.getProperty("spark.master", "local[*]") : master;
        return asked.startsWith("local");
    }
}
