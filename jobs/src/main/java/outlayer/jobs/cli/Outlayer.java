package outlayer.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** `outlayer COMMAND …`. Exit codes: 0 done, 1 failed, 2 bad usage or configuration. */
@Command(
        name = "outlayer",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds prompts on which a language model works in an unusual way, layer by layer.",
        footer = {
            "",
            "Every stage does its units whose inputs are published; `run` walks them all in order.",
            "Example: outlayer run --config conf/experiments/demo.conf --set run.root=out/mine"
        })
public final class Outlayer {

    private Outlayer() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Outlayer());
        line.addSubcommand("run", new RunCommand());
        for (Stages stage : Stages.values()) {
            CommandLine command = new CommandLine(new StageCommand(stage));
            command.getCommandSpec().usageMessage().description(stage.description());
            line.addSubcommand(stage.key(), command);
        }
        line.addSubcommand("runs", new RunsCommand());
        line.addSubcommand("diff", new DiffCommand());
        line.addSubcommand("combine", new CombineCommand());
        line.addSubcommand("export", new ExportCommand());
        line.addSubcommand("gc", new GcCommand());
        line.addSubcommand("doctor", new DoctorCommand());
        line.addSubcommand("fetch", new FetchCommand(System.getenv()));
        line.setParameterExceptionHandler(Failures::usage);
        line.setExecutionExceptionHandler(Failures::execution);
        return line;
    }
}
