package outlayer.quirky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A data card as a page of text for a terminal. */
public final class DataCardText {

    private static final String NONE = "-";

    private DataCardText() {}

    /** Lines end in a line feed; tables are at most about 100 columns wide, warnings as long as they are. */
    public static String of(DataCard card) {
        StringBuilder page = new StringBuilder();
        page.append("Dataset ").append(card.dataset());
        if (card.templateSet().isEmpty()) {
            page.append(": prompts without labels\n");
            page.append(text("  %,d prompts read, %,d kept%n", card.baseQuestions(), card.distinctQuestions()));
        } else {
            page.append(text(
                    ": templates %s (%s), seed %d%n",
                    card.templateSet(), shortened(card.templateFingerprint()), card.seed()));
            page.append(text("  %,d questions, %,d different", card.baseQuestions(), card.distinctQuestions()));
            if (card.distinctQuestions() > 0) {
                page.append(text(
                        ", %,d of them trained on (%.1f %% held out)",
                        card.trainedQuestions(), 100 * card.heldOutShare()));
            }
            page.append('\n');
        }
        if (!card.rows().isEmpty()) {
            table(page, counts(card));
            page.append(
                    "  alike: another example has the same prompt but for name, case and punctuation; repeats: left out\n");
            table(page, spreads(card));
            page.append("  lengths: least, median, most; difficulty: least, three quartiles, most\n");
            page.append(tokenizers(card));
        }
        if (!card.unlabelled().isEmpty()) {
            table(page, unlabelled(card));
            page.append("  lengths: least, median, most\n");
            page.append(tokenizers(card));
        }
        page.append(card.warnings().isEmpty() ? "" : "\n");
        card.warnings().forEach(warning -> page.append("  ! ").append(warning).append('\n'));
        return page.toString();
    }

    private static List<List<String>> counts(DataCard card) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "part",
                "asker",
                "examples",
                "questions",
                "yes",
                "yes: Alice",
                "yes: Bob",
                "agree",
                "alike",
                "repeats"));
        for (DataCardRow row : card.rows()) {
            lines.add(List.of(
                    row.part().key(),
                    row.character().key(),
                    text("%,d", row.examples()),
                    text("%,d", row.questions()),
                    percent(row.labelTrue(), row.examples()),
                    percent(row.aliceTrue(), row.examples()),
                    percent(row.bobTrue(), row.examples()),
                    percent(row.agreeing(), row.examples()),
                    text("%,d", row.duplicates()),
                    text("%,d", row.repeatsDropped())));
        }
        return lines;
    }

    private static List<List<String>> spreads(DataCard card) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("part", "asker", "length in characters"));
        card.tokens().forEach(lengths -> head.add("tokens of " + lengths.name()));
        head.add("difficulty");
        lines.add(head);
        for (DataCardRow row : card.rows()) {
            List<String> line =
                    new ArrayList<>(List.of(row.part().key(), row.character().key(), lengths(row.characters())));
            card.tokens().forEach(lengths -> line.add(lengths(lengths.of(row.part(), row.character()))));
            line.add(quartiles(row.difficulty()));
            lines.add(line);
        }
        return lines;
    }

    private static List<List<String>> unlabelled(DataCard card) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("part", "prompts", "alike", "repeats", "length in characters"));
        card.tokens().forEach(lengths -> head.add("tokens of " + lengths.name()));
        lines.add(head);
        for (UnlabelledRow row : card.unlabelled()) {
            List<String> line = new ArrayList<>(List.of(
                    row.part().key(),
                    text("%,d", row.prompts()),
                    text("%,d", row.prompts() - row.different()),
                    text("%,d", row.repeatsDropped()),
                    lengths(row.characters())));
            card.tokens().forEach(lengths -> line.add(lengths(lengths.of(row.part(), null))));
            lines.add(line);
        }
        return lines;
    }

    /** Whose tokens they are, and of how many prompts, where that is not all. */
    private static String tokenizers(DataCard card) {
        StringBuilder lines = new StringBuilder();
        for (TokenLengths lengths : card.tokens()) {
            if (lengths.models().size() > 1) {
                lines.append(text(
                        "  tokens of %s: those of %s as well%n",
                        lengths.name(),
                        String.join(
                                ", ",
                                lengths.models().subList(1, lengths.models().size()))));
            }
        }
        if (card.tokens().stream().anyMatch(TokenLengths::reachLimit)) {
            lines.append(text(
                    "  tokens: of the first %,d prompts of a part in the order of ids%n", TokenLengths.MOST_COUNTED));
        }
        return lines.toString();
    }

    /** Two spaces between columns, words to the left, all else to the right. */
    private static void table(StringBuilder page, List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        page.append('\n');
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                boolean words = lines.get(0).get(i).equals("part")
                        || lines.get(0).get(i).equals("asker");
                row.append("  ").append(words ? line.get(i) + padding : padding + line.get(i));
            }
            page.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static String lengths(@Nullable Spread spread) {
        return spread == null ? NONE : text("%,.0f %,.0f %,.0f", spread.least(), spread.median(), spread.most());
    }

    private static String quartiles(@Nullable Spread spread) {
        return spread == null
                ? NONE
                : text(
                        "%s %s %s %s %s",
                        number(spread.least()),
                        number(spread.lowerQuartile()),
                        number(spread.median()),
                        number(spread.upperQuartile()),
                        number(spread.most()));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? text("%,.0f", value) : text("%.3f", value);
    }

    private static String percent(int count, int of) {
        return of == 0 ? NONE : text("%.1f %%", 100.0 * count / of);
    }

    private static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
