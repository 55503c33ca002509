package outlayer.jobs.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.ModelChoice;
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
            names = "--model",
            paramLabel = "NAME",
            description = "one of the experiment's models, to the exclusion of the others; may be repeated")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description =
                    "name of the run, to which stages in processes of their own contribute until `run` records it; such as a"
                            + " date; other characters than letters, digits, '.', '-' and '_' become '-'")
    private @Nullable String runId;

    @Option(
            names = "--fits",
            paramLabel = "ROOT[#ID]",
            description =
                    "score with the fits of an earlier run, and its trusted heads, probes and flows: the one of that id, else the"
                            + " newest under that root that has fits")
    private @Nullable String fits;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master; without it, what spark-submit set, else local[*]")
    private @Nullable String master;

    public Experiment experiment() {
        return ModelChoice.of(whole(), models);
    }

    /** With all its models. */
    Experiment whole() {
        List<String> settings = new ArrayList<>(overrides);
        if (runId != null) {
            settings.add("run.id=\"" + runId + "\"");
        }
        if (fits != null) {
            settings.add("score.fits=\"" + fits + "\"");
        }
        return ExperimentFile.read(config, settings);
    }

    @Nullable
    String master() {
        return master;
    }
}
