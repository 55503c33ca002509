package outlayer.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** `doctor`: looks whether this machine can run Outlayer, and says what is missing. */
@Command(
        description = "check Java, Spark, natives, GPUs, threads and access to the run root",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "an experiment file whose run.root and models are looked at too")
    private @Nullable String config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting that takes the place of the file's")
    private List<String> overrides = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Checkup.Finding> findings = Checkup.all(config, overrides);
        findings.forEach(finding ->
                out.printf("%-8s %-14s %s%n", finding.fine() ? "ok" : "MISSING", finding.what(), finding.evidence()));
        List<String> missing = findings.stream()
                .filter(finding -> !finding.fine())
                .map(Checkup.Finding::what)
                .toList();
        if (missing.isEmpty()) {
            out.println("All is there.");
            return 0;
        }
        out.println("Missing: " + String.join(", ", missing));
        return Failures.FAILED;
    }
}
