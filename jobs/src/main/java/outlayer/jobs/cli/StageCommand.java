package outlayer.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import outlayer.jobs.work.JobArguments;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageAlone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One stage from the command line. */
@Command(mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {

    private final Stages stage;

    @Mixin
    private final JobArguments arguments = new JobArguments();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    StageCommand(Stages stage) {
        this.stage = stage;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SparkApp.launch(
                stage.key(),
                arguments,
                (spark, run, experiment) -> out.println(Summary.alone(
                        run, experiment, StageAlone.run(stage.body(), arguments, spark, run, experiment))));
        return 0;
    }
}
