package outlayer.jobs.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import picocli.CommandLine.Option;

/** The options that every stage takes, on the command line and as arguments of its main class. */
public final class JobArguments {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "experiment file (HOCON): a local path or any Hadoop URI")
    private String config = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting that takes the place of the file's; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master; without it, what spark-submit set, else local[*]")
    private @Nullable String master;

    public Experiment experiment() {
        return ExperimentFile.read(config, overrides);
    }

    @Nullable
    String master() {
        return master;
    }
}
