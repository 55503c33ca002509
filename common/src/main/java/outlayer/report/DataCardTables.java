package outlayer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardRow;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;
import outlayer.quirky.SharedPrompts;
import outlayer.quirky.Spread;
import outlayer.quirky.TokenLengths;
import outlayer.quirky.UnlabelledRow;

/** The data cards of a run as tables of the page; those that no dataset fills are left out. */
final class DataCardTables {

    private static final String NO_FILE = "";

    private final List<DataCard> cards;

    /** The models of each tokenizer in which prompts were counted. */
    private final List<List<String>> tokenizers;

    DataCardTables(List<DataCard> cards) {
        this.cards = cards;
        this.tokenizers = cards.stream()
                .flatMap(card -> card.tokens().stream())
                .map(TokenLengths::models)
                .distinct()
                .toList();
    }

    String html() {
        StringBuilder out = new StringBuilder(questions());
        if (has(DataCard::rows)) {
            out.append(counts());
            note(
                    out,
                    "Yes: the asker's own label; yes of Alice and of Bob: what each would answer. Agree: both would answer"
                            + " the same. Alike: another example has the same prompt but for name, case and punctuation."
                            + " Repeats: exact ones, left out.");
            out.append(spreads());
        }
        if (has(DataCard::unlabelled)) {
            out.append(unlabelled());
        }
        if (has(DataCard::rows) || has(DataCard::unlabelled)) {
            note(out, "Lengths: least / median / most. Difficulty: least / three quartiles / most." + tokenizers());
        }
        if (has(DataCard::shared)) {
            out.append(shared());
        }
        return out.toString();
    }

    private String questions() {
        HtmlTable table = new HtmlTable(
                "Questions by dataset",
                List.of("Dataset", "Templates", "Seed", "Questions", "Different", "Trained on", "Held out"),
                NO_FILE);
        for (DataCard card : cards) {
            boolean labelled = !card.templateSet().isEmpty();
            table.add(List.of(
                    card.dataset(),
                    labelled ? card.templateSet() : "none: prompts as they came",
                    Long.toString(card.seed()),
                    Numbers.grouped(card.baseQuestions()),
                    Numbers.grouped(card.distinctQuestions()),
                    labelled ? Numbers.grouped(card.trainedQuestions()) : Numbers.UNDEFINED,
                    Numbers.percent(
                            labelled && card.distinctQuestions() > 0 ? Double.valueOf(card.heldOutShare()) : null)));
        }
        return table.html();
    }

    private String counts() {
        HtmlTable table = new HtmlTable(
                "Examples by dataset, part and asker",
                List.of(
                        "Dataset",
                        "Part",
                        "Asker",
                        "Examples",
                        "Questions",
                        "Yes",
                        "Yes, Alice",
                        "Yes, Bob",
                        "Agree",
                        "Alike",
                        "Repeats"),
                NO_FILE);
        for (DataCardRow row : rows()) {
            table.add(List.of(
                    row.dataset(),
                    row.part().key(),
                    row.character().key(),
                    Numbers.grouped(row.examples()),
                    Numbers.grouped(row.questions()),
                    Numbers.percent(row.labelTrueShare()),
                    share(row.aliceTrue(), row.examples()),
                    share(row.bobTrue(), row.examples()),
                    Numbers.percent(row.agreement()),
                    Numbers.grouped(row.duplicates()),
                    Numbers.grouped(row.repeatsDropped())));
        }
        return table.html();
    }

    private String spreads() {
        List<String> columns = new ArrayList<>(List.of("Dataset", "Part", "Asker", "Characters"));
        columns.addAll(tokenColumns());
        columns.add("Difficulty");
        HtmlTable table = new HtmlTable("Length and difficulty of prompts", columns, NO_FILE);
        for (DataCard card : cards) {
            for (DataCardRow row : card.rows()) {
                List<String> cells = new ArrayList<>(
                        List.of(row.dataset(), row.part().key(), row.character().key(), lengths(row.characters())));
                cells.addAll(tokens(card, row.part(), row.character()));
                cells.add(quartiles(row.difficulty()));
                table.add(cells);
            }
        }
        return table.html();
    }

    /** A column for each tokenizer, by the first of its models. */
    private List<String> tokenColumns() {
        return tokenizers.stream().map(models -> "Tokens of " + models.get(0)).toList();
    }

    private List<String> tokens(DataCard card, Part part, @Nullable QuirkyCharacter character) {
        return tokenizers.stream()
                .map(models -> lengths(card.tokens().stream()
                        .filter(lengths -> lengths.models().equals(models))
                        .flatMap(lengths -> Stream.ofNullable(lengths.of(part, character)))
                        .findFirst()
                        .orElse(null)))
                .toList();
    }

    /** Whose tokens they are, and of how many prompts, where that is not all. */
    private String tokenizers() {
        StringBuilder text = new StringBuilder();
        for (List<String> models : tokenizers) {
            if (models.size() > 1) {
                text.append(" Tokens of %s: those of %s as well."
                        .formatted(models.get(0), String.join(", ", models.subList(1, models.size()))));
            }
        }
        if (cards.stream().flatMap(card -> card.tokens().stream()).anyMatch(TokenLengths::reachLimit)) {
            text.append(" Tokens: of the first ")
                    .append(Numbers.grouped(TokenLengths.MOST_COUNTED))
                    .append(" prompts of a part in the order of ids.");
        }
        return text.toString();
    }

    private String unlabelled() {
        List<String> columns = new ArrayList<>(List.of("Dataset", "Part", "Prompts", "Alike", "Repeats", "Characters"));
        columns.addAll(tokenColumns());
        HtmlTable table = new HtmlTable("Prompts without labels", columns, NO_FILE);
        for (DataCard card : cards) {
            for (UnlabelledRow row : card.unlabelled()) {
                List<String> cells = new ArrayList<>(List.of(
                        card.dataset(),
                        row.part().key(),
                        Numbers.grouped(row.prompts()),
                        Numbers.grouped(row.prompts() - row.different()),
                        Numbers.grouped(row.repeatsDropped()),
                        lengths(row.characters())));
                cells.addAll(tokens(card, row.part(), null));
                table.add(cells);
            }
        }
        return table.html();
    }

    private String shared() {
        HtmlTable table = new HtmlTable(
                "Prompts that two parts share, but for name, case and punctuation",
                List.of("Dataset", "Parts", "Prompts", "Of the smaller part"),
                NO_FILE);
        for (DataCard card : cards) {
            for (SharedPrompts shared : card.shared()) {
                table.add(List.of(
                        card.dataset(),
                        shared.first().key() + ", " + shared.second().key(),
                        Numbers.grouped(shared.prompts()),
                        Numbers.percent(shared.share())));
            }
        }
        return table.html();
    }

    private List<DataCardRow> rows() {
        return cards.stream().flatMap(card -> card.rows().stream()).toList();
    }

    private boolean has(Function<DataCard, List<?>> list) {
        return cards.stream().anyMatch(card -> !list.apply(card).isEmpty());
    }

    private static void note(StringBuilder out, String text) {
        out.append("<p class=\"note\">").append(Html.escape(text)).append("</p>\n");
    }

    private static String share(int count, int of) {
        return Numbers.percent(of == 0 ? null : Double.valueOf((double) count / of));
    }

    private static String lengths(@Nullable Spread spread) {
        return spread == null ? Numbers.UNDEFINED : joined(spread.least(), spread.median(), spread.most());
    }

    private static String quartiles(@Nullable Spread spread) {
        return spread == null
                ? Numbers.UNDEFINED
                : joined(
                        spread.least(), spread.lowerQuartile(), spread.median(), spread.upperQuartile(), spread.most());
    }

    private static String joined(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> Numbers.fixed(value, value == Math.rint(value) ? 0 : 2))
                .collect(Collectors.joining(" / "));
    }
}
