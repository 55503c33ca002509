package outlayer.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.Csv;
import outlayer.jobs.runs.AucChange;
import outlayer.jobs.runs.RecordedRun;
import outlayer.jobs.runs.RunDiff;
import outlayer.jobs.runs.RunDiffText;
import outlayer.jobs.settings.HadoopSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `diff`: how two recorded runs differ. Needs no Spark session. */
@Command(
        description = "compare two recorded runs: settings, versions, units, AUC and quirkiness",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exits with 0 whether they differ or not: a difference is the answer, 1 would be a failure.",
            "Example: outlayer diff out/demo#20261121T010000000-1f3a9c2e out/demo --csv differences.csv"
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ROOT[#ID]", description = "the first run; without ID the newest of its root")
    private String first = "";

    @Parameters(index = "1", paramLabel = "ROOT[#ID]", description = "the second run")
    private String second = "";

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20",
            description = "results that are shown, the largest differences first (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "write every AUC that both runs have to this local file")
    private @Nullable Path csv;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Configuration hadoop = HadoopSettings.here();
        RecordedRun one = RecordedRun.of(first, hadoop);
        RecordedRun other = RecordedRun.of(second, hadoop);
        RunDiff diff = RunDiff.of(one, other);
        out.println("first   " + one);
        out.println("second  " + other);
        out.println(RunDiffText.of(diff, rows));
        if (csv != null) {
            try (Writer file = Files.newBufferedWriter(csv)) {
                Csv.write(
                        file,
                        Csv.columns(AucChange.class),
                        () -> diff.auc().changes().stream().map(Csv::cells).iterator());
            }
        }
        return 0;
    }
}
