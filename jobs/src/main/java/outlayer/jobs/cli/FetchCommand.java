package outlayer.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.fetch.Destination;
import outlayer.jobs.fetch.Fetch;
import outlayer.jobs.fetch.Hub;
import outlayer.jobs.fetch.Repository;
import outlayer.jobs.fetch.Selection;
import outlayer.jobs.settings.HadoopSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `fetch`: a Hugging Face snapshot to a directory. Needs no Spark session. */
@Command(
        description = "bring a Hugging Face model, adapter or dataset to a local directory or any Hadoop path",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "HF_TOKEN is sent as your token to HF_ENDPOINT (https://huggingface.co), and nowhere else.",
            "Start it again after a break: it goes on from where it stopped, and does nothing when all is there.",
            "Example: outlayer fetch mistralai/Mistral-7B-v0.1 --to models/mistral-7b"
        })
final class FetchCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Parameters(paramLabel = "REPO", description = "the repository: owner/name")
    private String repository = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URI",
            description = "the directory: a path of this machine, or hdfs://, s3a://, ...")
    private String to = "";

    @Option(
            names = "--revision",
            paramLabel = "R",
            defaultValue = "main",
            description =
                    "branch, tag, refs/pr/N or commit (default: ${DEFAULT-VALUE}); the commit that it is now is recorded")
    private String revision = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "model",
            description = "model or dataset (default: ${DEFAULT-VALUE}); an adapter is a model")
    private String type = "";

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "files wanted, in place of the usual ones (of a model: config, tokenizer, safetensors;"
                    + " of a dataset: all)")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "files not wanted")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            description = "files at a time (default: ${DEFAULT-VALUE})")
    private int parallel;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description =
                    "where files on their way to a Hadoop path lie, N at a time (default: ~/.cache/outlayer/fetch)")
    private @Nullable Path spool;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    FetchCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Repository.Type kind = Repository.Type.of(type);
        Fetch.Request request = new Fetch.Request(
                new Repository(kind, repository), revision, Selection.of(kind, include, exclude), parallel);
        Destination destination = Destination.of(to, spool == null ? cache() : spool, HadoopSettings::here);
        Fetch.Outcome outcome = Fetch.run(Hub.of(environment), request, destination);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s at %s: %d files, %.1f MB in %s%n",
                repository,
                outcome.commit(),
                outcome.files(),
                outcome.bytes() / 1e6,
                destination.where());
        out.println(
                outcome.fetched() == 0
                        ? "Nothing was fetched: all of them were there."
                        : outcome.fetched() + " fetched, " + (outcome.files() - outcome.fetched()) + " were there.");
        return 0;
    }

    /** As the XDG base directory specification places it. */
    private Path cache() {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return cache.resolve("outlayer").resolve("fetch");
    }
}
