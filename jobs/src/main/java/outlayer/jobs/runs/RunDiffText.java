package outlayer.jobs.runs;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.settings.RunOptions;

/** A difference of two runs for a terminal. */
public final class RunDiffText {

    private final int rows;
    private final StringBuilder text = new StringBuilder();

    private RunDiffText(int rows) {
        this.rows = rows;
    }

    /** With that many rows of each kind of result at most. */
    public static String of(RunDiff diff, int rows) {
        RunDiffText text = new RunDiffText(rows);
        text.keys("settings", diff.settings());
        text.keys("versions", diff.versions());
        text.units(diff);
        text.auc(diff.auc());
        text.quirkiness(diff.quirkiness());
        return text.text.toString().stripTrailing();
    }

    private void keys(String what, List<Differing> differing) {
        line(what + (differing.isEmpty() ? ": the same" : ""));
        differing.forEach(key -> line("  " + key));
    }

    private void units(RunDiff diff) {
        line("units         both  only first  only second");
        RunOptions.STAGES.forEach(stage -> units(stage, diff));
        diff.units().keySet().stream()
                .filter(stage -> !RunOptions.STAGES.contains(stage))
                .forEach(stage -> units(stage, diff));
    }

    private void units(String stage, RunDiff diff) {
        RunDiff.Shared shared = diff.units().get(stage);
        if (shared != null) {
            line(String.format(
                    Locale.ROOT,
                    "  %-9s %6d  %10d  %11d",
                    stage,
                    shared.both(),
                    shared.onlyFirst(),
                    shared.onlySecond()));
        }
    }

    private void auc(Matched<AucChange> auc) {
        List<AucChange> changed =
                auc.changes().stream().filter(row -> row.size() > 0).toList();
        long apart = changed.stream()
                .filter(row -> row.intervals().equals(AucChange.APART))
                .count();
        line("AUC: " + counts(auc, changed.size())
                + (changed.isEmpty() ? "" : ", " + apart + " of them with intervals apart; " + largest(changed)));
        changed.stream()
                .limit(rows)
                .forEach(row -> line("  " + numbers(row.aucFirst(), row.aucSecond(), row.difference()) + "  "
                        + String.format(Locale.ROOT, "%-7s", row.intervals()) + "  " + row.cell()));
        more(changed.size());
    }

    private static String largest(List<AucChange> changed) {
        return String.format(
                Locale.ROOT,
                "max |difference| %.6f",
                changed.stream()
                        .mapToDouble(AucChange::size)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0));
    }

    private void quirkiness(Matched<QuirkinessChange> quirkiness) {
        List<QuirkinessChange> changed =
                quirkiness.changes().stream().filter(row -> row.size() > 0).toList();
        line("quirkiness: " + counts(quirkiness, changed.size()));
        changed.stream()
                .limit(rows)
                .forEach(row -> line("  " + numbers(row.quirkinessFirst(), row.quirkinessSecond(), row.difference())
                        + "  " + row.group().model() + " " + row.group().dataset() + " "
                        + row.group().variant()));
        more(changed.size());
    }

    private static String counts(Matched<?> rows, int changed) {
        String both =
                rows.changes().size() + " in both, " + (changed == 0 ? "all the same" : changed + " of them differ");
        return rows.onlyFirst() + rows.onlySecond() == 0
                ? both
                : both + ", " + rows.onlyFirst() + " only in the first, " + rows.onlySecond() + " only in the second";
    }

    private void more(int changed) {
        if (changed > rows) {
            line("  and " + (changed - rows) + " more");
        }
    }

    private static String numbers(@Nullable Double first, @Nullable Double second, @Nullable Double difference) {
        return number("%9.6f", first) + " " + number("%9.6f", second) + " " + number("%+10.6f", difference);
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "      n/a" : String.format(Locale.ROOT, format, value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
