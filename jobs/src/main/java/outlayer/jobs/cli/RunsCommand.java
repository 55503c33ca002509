package outlayer.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.runs.RunSummary;
import outlayer.jobs.runs.RunTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** `runs`: what is recorded under a root. Needs no Spark session. */
@Command(description = "list the recorded runs of a root", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    @Mixin
    private final RootOption root = new RootOption();

    @Option(names = "--json", description = "an array of objects, the oldest run first, in place of the table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RunDirectory run = root.open();
        List<RunSummary> runs = RunSummary.of(run);
        if (json) {
            out.println(RunTable.json(runs));
        } else {
            out.println(runs.isEmpty() ? "No run is recorded under " + run.root() : RunTable.text(runs));
        }
        return 0;
    }
}
