package outlayer.flag;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import outlayer.evaluate.ScoreKey;

/** Flags and drift for a terminal: of each group the detector that flags most, and the comparison that moved furthest. */
public final class FlagSummary {

    private static final int LINES = 8;

    private FlagSummary() {}

    public static String of(List<FlagRateRow> rates, List<DriftRow> drift) {
        StringBuilder text = new StringBuilder();
        List<List<FlagRateRow>> flagged = groups(rates, FlagRateRow::group).stream()
                .sorted(Comparator.comparingLong(
                                (List<FlagRateRow> group) -> most(group).nFlagged())
                        .reversed())
                .toList();
        flagged.stream().limit(LINES).forEach(group -> text.append(flags(group)).append('\n'));
        more(text, flagged.size(), "flag-rates.csv");
        List<DriftRow> moved = drift.stream().filter(DriftRow::drifted).toList();
        List<List<DriftRow>> drifted = groups(moved, DriftRow::group);
        drifted.stream().limit(LINES).forEach(group -> text.append(drift(group)).append('\n'));
        more(text, drifted.size(), "drift.csv");
        if (!drift.isEmpty()) {
            text.append("drift   %d of %d comparisons with the trusted fit pass a limit\n"
                    .formatted(moved.size(), drift.size()));
        }
        return text.toString();
    }

    private static <T> List<List<T>> groups(List<T> rows, Function<T, FlagGroup> group) {
        Map<FlagGroup, List<T>> groups =
                rows.stream().collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.toList()));
        return List.copyOf(groups.values());
    }

    private static String flags(List<FlagRateRow> group) {
        FlagRateRow row = most(group);
        String found = String.format(
                Locale.ROOT,
                "flags   %s, %s%s: %d of %d at %s %s",
                row.group(),
                detector(row.key()),
                row.key().params().isEmpty() ? "" : "/" + row.key().params(),
                row.nFlagged(),
                row.nTested(),
                row.rule().replace('-', ' '),
                row.chosen());
        String realised = row.falseDiscoveryRate() == null
                ? ""
                : String.format(Locale.ROOT, "; normal ones among them: %.3f", row.falseDiscoveryRate());
        return found + realised + (group.size() == 1 ? "" : "; the most of " + group.size() + " detectors");
    }

    private static FlagRateRow most(List<FlagRateRow> group) {
        return group.stream()
                .reduce((one, other) -> other.nFlagged() > one.nFlagged() ? other : one)
                .orElseThrow();
    }

    private static String drift(List<DriftRow> group) {
        DriftRow row = group.stream()
                .reduce((one, other) -> distance(other) > distance(one) ? other : one)
                .orElseThrow();
        return "drift   %s, %s layer %s: %s%s"
                .formatted(
                        row.group(),
                        detector(row.key()),
                        row.key().layer(),
                        row.note(),
                        group.size() == 1 ? "" : "; the furthest of " + group.size());
    }

    /** Of its scores from those of calibration. */
    private static double distance(DriftRow row) {
        return row.auc() == null ? 0 : Math.abs(row.auc() - 0.5);
    }

    private static String detector(ScoreKey key) {
        return key.feature() + "/" + key.detector();
    }

    private static void more(StringBuilder text, int groups, String file) {
        if (groups > LINES) {
            text.append("and of %d models and datasets more, see report/%s\n".formatted(groups - LINES, file));
        }
    }
}
