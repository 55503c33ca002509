package outlayer.jobs.runs;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Locale;

/** The runs of a root, for people and for programs. */
public final class RunTable {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private RunTable() {}

    /** A line for each run, the newest first. */
    public static String text(List<RunSummary> oldestFirst) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-27s %-19s %6s %8s %9s %10s %5s  %s",
                "run",
                "when (UTC)",
                "units",
                "computed",
                "seconds",
                "MB",
                "notes",
                "stages"));
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            text.append('\n').append(line(oldestFirst.get(i)));
        }
        return text.toString();
    }

    private static String line(RunSummary run) {
        String line = String.format(
                Locale.ROOT,
                "%-27s %-19s %6d %8d %9.1f %10.1f %5d  %s",
                run.id(),
                run.created().replace('T', ' ').replaceFirst("\\..*|Z$", ""),
                run.units(),
                run.computed(),
                run.seconds(),
                run.bytes() / 1e6,
                run.warnings().size(),
                String.join(" ", run.stages()));
        return run.missing() == 0 ? line : line + "; " + run.missing() + " of its units are not there";
    }

    /** An array with an object for each run, the oldest first. */
    public static String json(List<RunSummary> oldestFirst) {
        return GSON.toJson(oldestFirst);
    }
}
