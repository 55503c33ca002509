package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardRow;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;
import outlayer.quirky.SharedPrompts;
import outlayer.quirky.Spread;
import outlayer.quirky.UnlabelledRow;

class DataCardTablesTest {

    private static final Spread DIFFICULTY = new Spread(0.5, 1, 1.25, 2, 4);

    @Test
    void questionsSayHowManyAreHeldOut() {
        assertThat(rows(html(labelled(null)))).contains("addition|demo-1|7|10,000|6,000|4,500|25.0 %");
    }

    @Test
    void countsAreSharesOfTheExamplesOfARow() {
        assertThat(rows(html(labelled(null)))).contains("addition|test|bob|400|390|52.5 %|50.0 %|25.0 %|75.0 %|2|1");
    }

    @Test
    void lengthsInTokensHaveAColumnWhereAModelCountedThem() {
        assertThat(rows(html(labelled(null)))).contains("addition|test|bob|31 / 44 / 77|0.50 / 1 / 1.25 / 2 / 4");
        assertThat(rows(html(labelled(new Spread(9, 10, 11, 12, 30)))))
                .contains("addition|test|bob|31 / 44 / 77|9 / 11 / 30|0.50 / 1 / 1.25 / 2 / 4");
    }

    @Test
    void aRowWithoutExamplesHasNoShares() {
        DataCardRow empty = new DataCardRow("addition", Part.TEST, QuirkyCharacter.BOB, 0, 0, 0, 0, 0, 0, 0);
        assertThat(rows(html(card(List.of(empty), List.of(), List.of()))))
                .contains("addition|test|bob|0|0|n/a|n/a|n/a|n/a|0|0", "addition|test|bob|n/a|n/a");
    }

    @Test
    void promptsWithoutLabelsHaveATableOfTheirOwn() {
        UnlabelledRow row = new UnlabelledRow(Part.TRUSTED, 1200, 1195, 3, new Spread(4, 5, 6.5, 8, 9), null);
        DataCard wiki = new DataCard("wiki", "", "", 7, 1300, 1200, 0, List.of(), List.of(row), List.of(), List.of());
        assertThat(rows(html(wiki)))
                .containsExactly(
                        "wiki|none: prompts as they came|7|1,300|1,200|n/a|n/a",
                        "wiki|trusted|1,200|5|3|4 / 6.50 / 9|n/a");
        assertThat(html(wiki)).doesNotContain("Examples by dataset");
    }

    @Test
    void partsThatShareAPromptAreNamed() {
        SharedPrompts shared = new SharedPrompts(Part.TRUSTED, Part.TEST, 12, 0.0312);
        assertThat(rows(html(card(List.of(), List.of(), List.of(shared))))).contains("addition|trusted, test|12|3.1 %");
        assertThat(html(labelled(null))).doesNotContain("two parts share");
    }

    private static DataCard labelled(@Nullable Spread tokens) {
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
                tokens,
                DIFFICULTY);
        return card(List.of(row), List.of(), List.of());
    }

    private static DataCard card(List<DataCardRow> rows, List<UnlabelledRow> unlabelled, List<SharedPrompts> shared) {
        return new DataCard(
                "addition", "demo-1", "1c2d3e", 7, 10_000, 6_000, 4_500, rows, unlabelled, shared, List.of());
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
