package outlayer.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.models.CachedCopy;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.Retention;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Sweep;
import outlayer.jobs.runs.SweepText;
import outlayer.jobs.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** `gc`: removes what no kept run names. Needs no Spark session. */
@Command(
        description =
                "remove runs that are not to be kept, and all that no kept run needs; without --delete it only looks",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What was written in the last hours (--older-than-hours) stays with all that it was made of, since its run"
                    + " may be",
            "going on; the newest run always stays, and so does what another root has pinned by `score --fits`.",
            "Example: outlayer gc --root out/nightly --keep-days 30 --delete"
        })
final class GcCommand implements Callable<Integer> {

    @Mixin
    private final RootOption root = new RootOption();

    @Option(names = "--keep", paramLabel = "N", description = "keep the N newest runs")
    private @Nullable Integer keep;

    @Option(names = "--keep-days", paramLabel = "D", description = "keep all runs of the last D days")
    private @Nullable Long keepDays;

    @Option(
            names = "--older-than-hours",
            paramLabel = "H",
            defaultValue = "48",
            description = "touch nothing that is younger (default: ${DEFAULT-VALUE})")
    private long olderThanHours;

    @Option(
            names = "--model-cache",
            paramLabel = "DIR",
            description = "look at the copies of models of this host too (executor.model-cache)")
    private @Nullable Path modelCache;

    @Option(names = "--list", description = "name each thing, and say why it is not needed")
    private boolean list;

    @Option(names = "--delete", description = "remove them")
    private boolean delete;

    @Option(names = "--dry-run", description = "only look, as without --delete")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Instant.now();
        Instant before = now.minus(Duration.ofHours(olderThanHours));
        RunDirectory run = root.open();
        Sweep sweep = Sweep.plan(run, retention(), now, before);
        out.println(SweepText.summary(sweep.leftovers()));
        if (list && !sweep.leftovers().isEmpty()) {
            out.println(SweepText.list(sweep.leftovers()));
        }
        List<CachedCopy> copies = copies(sweep.kept(), before);
        copies.forEach(copy -> out.println("model cache: " + copy));
        if (dryRun || !delete) {
            out.println("Nothing was removed: --delete removes.");
            return 0;
        }
        sweep.delete();
        for (CachedCopy copy : copies) {
            copy.remove();
        }
        out.println("Removed.");
        return 0;
    }

    private List<CachedCopy> copies(List<Manifest> kept, Instant before) throws IOException {
        if (modelCache == null) {
            return List.of();
        }
        return CachedCopy.under(modelCache).stream()
                .filter(copy -> copy.modified().isBefore(before))
                .filter(copy -> kept.stream()
                        .noneMatch(unit -> unit.spec().canonicalText().contains(copy.fingerprint())))
                .toList();
    }

    private Retention retention() {
        if (keep == null && keepDays == null) {
            throw new SettingsException("Expected --keep N, --keep-days D, or both: which runs are to stay?");
        }
        return new Retention(keep == null ? 1 : keep, Duration.ofDays(keepDays == null ? 0 : keepDays));
    }
}
