package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.settings.QuirkOptions;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** A quirk of one's own: a query over tables, two labels, and templates from a file. */
class QuirkQueryIT extends SparkFixture {

    private static final String SELECT =
            "SELECT town, size > 5 AS alice_label, town LIKE '%a%' AS bob_label, size AS difficulty FROM towns";

    @TempDir
    private static Path directory;

    private static int runs;

    @BeforeAll
    static void open() throws IOException {
        StringBuilder towns = new StringBuilder("town,size\n");
        for (int i = 0; i < 200; i++) {
            towns.append(i % 3 == 0 ? "Anna" : "Uppo")
                    .append(i)
                    .append(',')
                    .append(i % 11)
                    .append('\n');
        }
        Files.writeString(directory.resolve("towns.csv"), towns);
        Files.writeString(directory.resolve("words.json"), """
                {"name": "words", "datasets": {"towns": [
                  {"context": "", "statement": "{town} is large."},
                  {"context": "", "statement": "{town} is small.", "inverts": true}]}}
                """);
    }

    private static String entry(String query) {
        return """
                name = towns, templates = "%s"
                  sources { towns { path = "%s", schema = "town STRING, size INT" } }
                  query = \"""%s\"""
                """.formatted(directory.resolve("words.json"), directory.resolve("towns.csv"), query);
    }

    private static EntryRun made(String query, String... overrides) {
        return EntryRun.of(spark, directory.resolve("run-" + runs++), entry(query), overrides);
    }

    private static List<Row> rows(String query) {
        QuirkOptions quirk = (QuirkOptions)
                EntryRun.experiment(directory, entry(query)).datasets().get(0);
        return QuirkQuery.rows(spark, quirk).collectAsList();
    }

    @Test
    void itsRowsAreShownInTheWordsOfTheFile() {
        EntryRun made = made(SELECT);

        assertThat(made.card().baseQuestions()).isEqualTo(200);
        assertThat(made.card().templateSet()).isEqualTo("words");
        Map<String, Part> partOf = new HashMap<>();
        for (Example example : made.examples()) {
            int number = Integer.parseInt(example.statement().replaceAll("(?s).*(Anna|Uppo)(\\d+).*", "$2"));
            boolean inverted = example.statement().contains("is small");
            assertThat(example.aliceLabel()).isEqualTo((number % 11 > 5) != inverted);
            assertThat(example.bobLabel()).isEqualTo((number % 3 == 0) != inverted);
            assertThat(example.difficulty()).isEqualTo(number % 11);
            assertThat(partOf.merge(example.question(), example.part(), (before, now) -> before))
                    .isEqualTo(example.part());
        }
        assertThat(partOf).hasSizeGreaterThan(150);
    }

    @Test
    void howFilesAndTasksAreCutDoesNotMatter() throws IOException {
        String query = SELECT + " WHERE row_share('keep', struct(town, size)) < 0.5";
        EntryRun whole = made(query);
        Path pieces = Files.createDirectories(directory.resolve("pieces"));
        List<String> lines = Files.readAllLines(directory.resolve("towns.csv"));
        for (int i = 0; i < 4; i++) {
            List<String> own = lines.subList(151 - 50 * i, 201 - 50 * i);
            Files.writeString(pieces.resolve(i + ".csv"), "town,size\n" + String.join("\n", own) + "\n");
        }

        EntryRun cut = made(
                query,
                "datasets=[{"
                        + entry(query).replace(directory.resolve("towns.csv").toString(), pieces + "\", format = \"csv")
                        + "}]");

        assertThat(cut.examples()).isEqualTo(whole.examples());
        // Binomial(200, 1/2), within five standard deviations of 7.1.
        assertThat(whole.card().baseQuestions()).isBetween(65L, 135L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT *, true AS alice_label, rand() < 0.5 AS bob_label, 1 AS difficulty FROM towns; rand()",
                "SELECT *, true AS alice_label, false AS bob_label, monotonically_increasing_id() AS difficulty FROM towns; monotonically_increasing_id()",
                "SELECT town, uuid() AS b FROM towns; uuid()",
                "SELECT town FROM towns WHERE current_date() > DATE'2020-01-01'; current_date()",
                "SELECT town FROM towns WHERE size > (SELECT max(shifted) FROM (SELECT size + randn(3) AS shifted FROM towns)); randn()",
                "SELECT town FROM (SELECT * FROM towns LIMIT 3); LIMIT or OFFSET without ORDER BY",
                "SELECT town FROM towns TABLESAMPLE (10 PERCENT) REPEATABLE (3); TABLESAMPLE",
            })
    void whatGivesOtherRowsTheNextTimeIsRefused(String query, String found) {
        assertThatThrownBy(() -> rows(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dataset towns, query: found ")
                .hasMessageContaining(found)
                .hasMessageContaining("sample and shuffle by row_share('purpose', struct(columns…))");
    }

    @Test
    void orderedLimitsAndHashesAreNot() {
        assertThat(rows("SELECT town FROM towns ORDER BY row_share('some', town), town LIMIT 7"))
                .hasSize(7);
        assertThat(rows("SELECT * FROM (SELECT town, size FROM towns ORDER BY town LIMIT 5) WHERE size >= 0"))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP VIEW towns", "INSERT INTO towns VALUES ('a', 1)", "SELECT 1; SELECT 2"})
    void whatIsNoQueryIsRefused(String command) {
        assertThatThrownBy(() -> rows(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Dataset towns, query: ")
                .hasMessageContaining("its tables are [towns]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT town, true AS alice_label, 1 AS difficulty FROM towns; Dataset towns, query, column bob_label: found none, only [town, alice_label, difficulty], expected true or false, or 1 or 0",
                "SELECT town, true AS alice_label, town AS bob_label, 1 AS difficulty FROM towns; Dataset towns, query, column bob_label: found string, expected true or false, or 1 or 0",
                "SELECT town, size > 3 AS alice_label, size > 4 AS bob_label, CASE WHEN size > 4 THEN size END AS difficulty FROM towns; Dataset towns, query, column difficulty: found null in 92 of 200 rows, expected a finite number in every row",
                "SELECT town, size > 3 AS alice_label, size > 4 AS bob_label, double('NaN') AS difficulty FROM towns; Dataset towns, query, column difficulty: found NaN in 200 of 200 rows, expected a finite number in every row",
                "SELECT town, true AS alice_label, size > 4 AS bob_label, size AS difficulty FROM towns; Dataset towns, query, column alice_label: found true in all 200 rows, expected both labels",
                "SELECT town, size > 3 AS alice_label, size > 4 AS bob_label, size AS difficulty FROM towns WHERE size > 99; Dataset towns, query: found no row, expected at least one",
                "SELECT size > 3 AS alice_label, size > 4 AS bob_label, size AS difficulty FROM towns; Dataset towns, query: found no field beside labels and difficulty, expected what templates are to show",
            })
    void whatTheRowsLackIsNamed(String query, String message) {
        assertThatThrownBy(() -> made(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aFieldThatTemplatesShowButRowsLackIsNamed() {
        assertThatThrownBy(() -> made(SELECT.replace("SELECT town,", "SELECT town AS place,")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("words")
                .hasMessageContaining("town");
    }

    @Test
    void aMalformedRecordStopsTheJobAndSaysWhere() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.csv"), "town,size\nA,1\nB,many\n");

        assertThatThrownBy(() -> EntryRun.of(
                        spark,
                        directory.resolve("run-" + runs++),
                        entry(SELECT).replace(directory.resolve("towns.csv").toString(), broken.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dataset towns, query: cannot be read")
                .hasMessageContaining("broken.csv")
                .hasMessageContaining("many");
    }
}
