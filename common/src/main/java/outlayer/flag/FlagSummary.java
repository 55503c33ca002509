package outlayer.flag;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Flags and drift for a terminal: the detectors that flag most, and the comparisons that moved. */
public final class FlagSummary {

    private static final int LINES = 12;

    private FlagSummary() {}

    public static String of(List<FlagRateRow> rates, List<DriftRow> drift) {
        StringBuilder text = new StringBuilder();
        rates.stream()
                .sorted(Comparator.comparingLong(FlagRateRow::nFlagged).reversed())
                .limit(LINES)
                .forEach(row -> text.append(line(row)).append('\n'));
        more(text, rates.size(), "flag-rates.csv");
        List<DriftRow> moved = drift.stream().filter(DriftRow::drifted).toList();
        moved.stream()
                .limit(LINES)
                .forEach(row -> text.append("drift   %s, %s layer %s: %s\n"
                        .formatted(
                                group(row.model(), row.dataset(), row.variant(), row.part()),
                                row.feature() + "/" + row.detector(),
                                row.layer(),
                                row.note())));
        more(text, moved.size(), "drift.csv");
        if (!drift.isEmpty()) {
            text.append("drift   %d of %d comparisons with the trusted fit pass a limit\n"
                    .formatted(moved.size(), drift.size()));
        }
        return text.toString();
    }

    private static String line(FlagRateRow row) {
        String detector = row.feature() + "/" + row.detector() + (row.params().isEmpty() ? "" : "/" + row.params());
        String found = String.format(
                Locale.ROOT,
                "flags   %s, %s: %d of %d at %s %s",
                group(row.model(), row.dataset(), row.variant(), row.part()),
                detector,
                row.nFlagged(),
                row.nTested(),
                row.rule().replace('-', ' '),
                row.chosen());
        return row.falseDiscoveryRate() == null
                ? found
                : found + String.format(Locale.ROOT, "; normal ones among them: %.3f", row.falseDiscoveryRate());
    }

    private static String group(String model, String dataset, String variant, String part) {
        return new FlagGroup(model, dataset, variant, part).toString();
    }

    private static void more(StringBuilder text, int rows, String file) {
        if (rows > LINES) {
            text.append("and ")
                    .append(rows - LINES)
                    .append(" more in report/")
                    .append(file)
                    .append('\n');
        }
    }
}
