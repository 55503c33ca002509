package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardRow;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;
import outlayer.quirky.SharedPrompts;
import outlayer.quirky.Spread;
import outlayer.quirky.TokenLengths;
import outlayer.quirky.UnlabelledRow;

class DataCardTablesTest {

    private static final Spread DIFFICULTY = new Spread(0.5, 1, 1.25, 2, 4);

    @Test
    void questionsSayHowManyAreHeldOut() {
        assertThat(rows(html(labelled()))).contains("addition|demo-1|7|10,000|6,000|4,500|25.0 %");
    }

    @Test
    void countsAreSharesOfTheExamplesOfARow() {
        assertThat(rows(html(labelled()))).contains("addition|test|bob|400|390|52.5 %|50.0 %|25.0 %|75.0 %|2|1");
    }

    @Test
    void lengthsInTokensHaveAColumnWhereAModelCountedThem() {
        assertThat(rows(html(labelled()))).contains("addition|test|bob|31 / 44 / 77|0.50 / 1 / 1.25 / 2 / 4");
        DataCard counted =
                labelled().with(tokens(400, "big", "bigger"), List.of()).with(tokens(8_192, "small"), List.of());
        assertThat(rows(html(counted)))
                .contains("addition|test|bob|31 / 44 / 77|9 / 11 / 30|9 / 11 / 30|0.50 / 1 / 1.25 / 2 / 4");
        assertThat(html(counted))
                .contains("Tokens of big", "Tokens of small")
                .contains("Tokens of big: those of bigger as well.", "of the first 8,192 prompts of a part");
        assertThat(html(labelled().with(tokens(400, "big"), List.of()))).doesNotContain("as well.", "of the first");
    }

    @Test
    void aDatasetThatAModelDidNotCountHasNoLengths() {
        DataCard other = card(List.of(), List.of(new UnlabelledRow(Part.TRUSTED, 9, 9, 0, null)), List.of());
        String both = new DataCardTables(List.of(labelled().with(tokens(400, "big"), List.of()), other)).html();
        assertThat(rows(both)).contains("addition|trusted|9|0|0|n/a|n/a");
    }

    @Test
    void aRowWithoutExamplesHasNoShares() {
        DataCardRow empty = new DataCardRow("addition", Part.TEST, QuirkyCharacter.BOB, 0, 0, 0, 0, 0, 0, 0);
        assertThat(rows(html(card(List.of(empty), List.of(), List.of()))))
                .contains("addition|test|bob|0|0|n/a|n/a|n/a|n/a|0|0", "addition|test|bob|n/a|n/a");
    }

    @Test
    void promptsWithoutLabelsHaveATableOfTheirOwn() {
        UnlabelledRow row = new UnlabelledRow(Part.TRUSTED, 1200, 1195, 3, new Spread(4, 5, 6.5, 8, 9));
        DataCard wiki = new DataCard(
                "wiki", "", "", 7, 1300, 1200, 0, List.of(), List.of(row), List.of(), List.of(), List.of());
        assertThat(rows(html(wiki)))
                .containsExactly(
                        "wiki|none: prompts as they came|7|1,300|1,200|n/a|n/a", "wiki|trusted|1,200|5|3|4 / 6.50 / 9");
        assertThat(html(wiki)).doesNotContain("Examples by dataset");
    }

    @Test
    void partsThatShareAPromptAreNamed() {
        SharedPrompts shared = new SharedPrompts(Part.TRUSTED, Part.TEST, 12, 0.0312);
        assertThat(rows(html(card(List.of(), List.of(), List.of(shared))))).contains("addition|trusted, test|12|3.1 %");
        assertThat(html(labelled())).doesNotContain("two parts share");
    }

    private static TokenLengths tokens(long counted, String... models) {
        return new TokenLengths(
                List.of(models),
                List.of(new TokenLengths.Cell(Part.TEST, QuirkyCharacter.BOB, counted, new Spread(9, 10, 11, 12, 30))));
    }

    private static DataCard labelled() {
        DataCardRow row = new DataCardRow(
                "addition",
                Part.TEST,
                QuirkyCharacter.BOB,
                400,
                390,
                210,
                200,
                100,
                300,
                1,
                398,
                new Spread(31, 40, 44, 52, 77),
                DIFFICULTY);
        return card(List.of(row), List.of(), List.of());
    }

    private static DataCard card(List<DataCardRow> rows, List<UnlabelledRow> unlabelled, List<SharedPrompts> shared) {
        return new DataCard(
                "addition",
                "demo-1",
                "1c2d3e",
                7,
                10_000,
                6_000,
                4_500,
                rows,
                unlabelled,
                shared,
                List.of(),
                List.of());
    }

    private static String html(DataCard card) {
        return new DataCardTables(List.of(card)).html();
    }

    /** Cells of each body row, joined by bars. */
    private static List<String> rows(String html) {
        return html.lines()
                .filter(line -> line.startsWith("<tr><th scope=\"row\">"))
                .map(line -> line.replaceAll("</t[hd]><t[hd][^>]*>", "|").replaceAll("<[^>]*>", ""))
                .toList();
    }
}
