package outlayer.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import outlayer.jobs.work.JobArguments;
import outlayer.jobs.work.SparkApp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `run`: all stages of an experiment, then the AUC table and where the report lies. */
@Command(
        description = "all stages of the experiment in order, ending with the AUC table",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final JobArguments arguments = new JobArguments();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SparkApp.launch("run", arguments, (spark, run, experiment) -> {
            RunJob.Outcome outcome = RunJob.run(spark, run, experiment);
            out.println(Summary.of(run, experiment, outcome));
        });
        return 0;
    }
}
