package outlayer.quirky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** What the counts of a dataset warn of, in plain words. */
public final class DataCardWarnings {

    /** Parts of detection with fewer different questions are warned of. */
    private static final int FEW_QUESTIONS = 20;
    /** Those whose caps say how many are wanted; training takes what there is. */
    private static final Set<Part> DETECTION = Set.of(Part.TRUSTED, Part.CALIBRATION, Part.UNTRUSTED, Part.TEST);
    /** Shares of true labels that differ by less are alike. */
    private static final double LABEL_SKEW = 0.2;

    private static final double STANDARD_ERRORS = 3;

    private DataCardWarnings() {}

    static List<String> of(DataCard card, PartOptions options) {
        List<String> warnings = new ArrayList<>();
        if (card.recurrences() > 0) {
            warnings.add(text(
                    "Dataset %s: %,d of %,d questions had come before (%,d different ones); examples of one question are not independent, so read the intervals by question",
                    card.dataset(), card.recurrences(), card.baseQuestions(), card.distinctQuestions()));
        }
        for (DataCardRow row : card.rows()) {
            count(row, options, warnings);
        }
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            skew(card, character, warnings);
        }
        shared(card, warnings);
        return warnings;
    }

    static List<String> ofUnlabelled(DataCard card) {
        List<String> warnings = new ArrayList<>();
        if (card.unlabelled().isEmpty()) {
            warnings.add(text("Dataset %s: no prompt", card.dataset()));
        }
        shared(card, warnings);
        return warnings;
    }

    /** What vectors of that many features make of the trusted part; for whoever knows the model. */
    public static List<String> ofDimension(DataCard card, int features) {
        long trusted = 0;
        for (DataCardRow row : card.rows()) {
            trusted += row.part() == Part.TRUSTED ? row.examples() : 0;
        }
        for (UnlabelledRow row : card.unlabelled()) {
            trusted += row.part() == Part.TRUSTED ? row.prompts() : 0;
        }
        if (trusted == 0 || trusted > features) {
            return List.of();
        }
        return List.of(text(
                "Dataset %s, part trusted: %,d examples for vectors of %,d features; their covariance has no inverse, so detectors see only the directions in which these examples vary, or shrink",
                card.dataset(), trusted, features));
    }

    private static void count(DataCardRow row, PartOptions options, List<String> warnings) {
        String where = "Dataset %s, part %s, %s"
                .formatted(row.dataset(), row.part().key(), row.character().key());
        if (row.examples() == 0) {
            if (wanted(row.part(), options)) {
                warnings.add(where + ": no example");
            }
            return;
        }
        if (row.part() == Part.TRUSTED && row.oneClass()) {
            warnings.add("%s: all %d labels are %s; probes of truth cannot be fitted"
                    .formatted(where, row.examples(), row.labelTrue() > 0));
        }
        if (row.questions() < FEW_QUESTIONS && (row.part() == Part.TRUSTED || row.part() == Part.TEST)) {
            warnings.add("%s: %d examples ask only %d different questions; intervals by question will be wide"
                    .formatted(where, row.examples(), row.questions()));
        }
        int cap = options.caps().getOrDefault(row.part(), 0);
        if (DETECTION.contains(row.part()) && row.examples() < cap) {
            warnings.add("%s: %d examples, fewer than the cap of %d".formatted(where, row.examples(), cap));
        }
    }

    /** Easy labels are those of trusted and untrusted, hard ones those of test. */
    private static void skew(DataCard card, QuirkyCharacter character, List<String> warnings) {
        Predicate<DataCardRow> own = row -> row.character() == character;
        Labels easy = Labels.of(card, own.and(row -> row.part() == Part.TRUSTED || row.part() == Part.UNTRUSTED));
        Labels hard = Labels.of(card, own.and(row -> row.part() == Part.TEST));
        if (easy.n == 0 || hard.n == 0) {
            return;
        }
        double difference = Math.abs(easy.share() - hard.share());
        double pooled = (double) (easy.yes + hard.yes) / (easy.n + hard.n);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / easy.n + 1.0 / hard.n));
        if (difference >= LABEL_SKEW && difference > STANDARD_ERRORS * error) {
            warnings.add(text(
                    "Dataset %s, %s: %.0f %% of the easy examples (trusted, untrusted) are answered yes, but %.0f %% of the hard ones (test); a detector may see the label instead of the character",
                    card.dataset(), character.key(), 100 * easy.share(), 100 * hard.share()));
        }
    }

    private static void shared(DataCard card, List<String> warnings) {
        for (SharedPrompts shared : card.shared()) {
            warnings.add(text(
                    "Dataset %s: %,d prompts occur in part %s and in part %s (%.1f %% of the smaller), names, case and punctuation aside; the parts are not independent",
                    card.dataset(),
                    shared.prompts(),
                    shared.first().key(),
                    shared.second().key(),
                    100 * shared.share()));
        }
    }

    private static boolean wanted(Part part, PartOptions options) {
        for (Stratum stratum : Stratum.values()) {
            if (options.shares(stratum).of(part) > 0) {
                return true;
            }
        }
        return false;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** How many examples, and how many answered yes. */
    private record Labels(long n, long yes) {

        static Labels of(DataCard card, Predicate<DataCardRow> chosen) {
            long n = 0;
            long yes = 0;
            for (DataCardRow row : card.rows()) {
                n += chosen.test(row) ? row.examples() : 0;
                yes += chosen.test(row) ? row.labelTrue() : 0;
            }
            return new Labels(n, yes);
        }

        double share() {
            return (double) yes / n;
        }
    }
}
