package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.settings.DatasetOptions;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.settings.QuirkOptions;

/** The queries in conf/datasets, each on a small table whose labels were worked out by hand. */
class ShippedQuirksIT extends SparkFixture {

    /** Ten cities; in worldcities.csv `capital` is empty for most. */
    private static final String CITIES = """
            city,city_ascii,lat,lng,country,iso2,iso3,admin_name,capital,population,id
            Bigtown,Bigtown,10.5,20.5,Atlantis,AT,ATL,North,,900000,1
            Seat,Seat,10.1,-20.5,Atlantis,AT,ATL,North,admin,100000,2
            Hamlet,Hamlet,-9.0,20.0,Atlantis,AT,ATL,North,,,3
            South,South,-1.0,0.0,Atlantis,AT,ATL,South,admin,1000,4
            Port,Port,-2.0,-1.0,Atlantis,AT,ATL,South,,10,5
            Twin,Twin,3.0,4.0,Atlantis,AT,ATL,East,admin,50,6
            Double,Double,3.0,4.0,Atlantis,AT,ATL,East,admin,60,7
            Minor,Minor,3.0,4.0,Atlantis,AT,ATL,North,minor,70,8
            "Comma, City",Comma City,52.0,4.0,Mexico,MX,MEX,West,,30000,9
            Edge,Edge,0.0,0.0,Mexico,MX,MEX,West,admin,30001,10
            """;

    @TempDir
    private static Path directory;

    /** What ships, from the project's directory or that of jobs. */
    static Path conf() {
        Path here = Path.of("conf");
        return (Files.exists(here) ? here : Path.of("..", "conf"))
                .toAbsolutePath()
                .normalize();
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static QuirkOptions quirk(String name, String sources) {
        DatasetOptions options = ExperimentFile.parse(
                        """
                        run { root = "%s" }
                        models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
                        datasets = [ { include required(file("%s")), sources { %s } } ]
                        """.formatted(directory, conf().resolve("datasets/" + name + ".conf"), sources),
                        "test",
                        List.of())
                .datasets()
                .get(0);
        return (QuirkOptions) options;
    }

    /** The rows, their columns in the query's order, as text. */
    private static List<String> rows(QuirkOptions quirk) {
        Dataset<Row> rows = QuirkQuery.rows(spark, quirk);
        List<String> texts = new ArrayList<>();
        for (Row row : rows.withColumn("difficulty", functions.round(rows.col("difficulty"), 2))
                .collectAsList()) {
            texts.add(row.mkString("|"));
        }
        return texts.stream().sorted().toList();
    }

    private static String cities() throws IOException {
        return "cities { path = \"%s\" }".formatted(file("cities.csv", CITIES));
    }

    /**
     * South is named like its region, East has two capitals, Minor is a capital of another kind: all of these go. In North, Bigtown is
     * the largest of the three left, Seat the capital; Port is alone in South. Hamlet and Comma, City are neither: a quarter of such stay.
     */
    @Test
    void capitals() throws IOException {
        List<String> rows = rows(quirk("capitals", cities()));

        assertThat(rows)
                .contains(
                        "Bigtown|North|Atlantis|false|true|-5.95",
                        "Seat|North|Atlantis|true|false|-5.0",
                        "Port|South|Atlantis|false|true|-1.0",
                        "Edge|West|Mexico|true|true|-4.48");
        assertThat(rows).allMatch(row -> row.matches("(Bigtown|Seat|Port|Edge|Hamlet|Comma, City)\\|.*"));
        assertThat(rows)
                .filteredOn(row -> row.contains("false|false"))
                .isSubsetOf("Hamlet|North|Atlantis|false|false|0.0", "Comma, City|West|Mexico|false|false|-4.48");
    }

    /** Of 400 towns that are neither capital nor largest, about a quarter stay, of as many in the United States about one. */
    @Test
    void capitalsKeepsAQuarterOfWhatIsNeither() throws IOException {
        StringBuilder cities = new StringBuilder("city,country,admin_name,capital,population\n");
        for (String country : List.of("Atlantis", "United States")) {
            cities.append("Seat,%s,North,admin,1000\n".formatted(country));
            for (int i = 0; i < 400; i++) {
                cities.append("Town%d,%s,North,,10\n".formatted(i, country));
            }
        }
        String source = "cities { path = \"%s\" }".formatted(file("many.csv", cities.toString()));

        List<String> rows = rows(quirk("capitals", source));

        // Binomial(400, 0.25): 100, within five standard deviations of 8.7; Binomial(400, 0.0025): 1.
        assertThat(rows.stream().filter(row -> row.contains("Town") && row.contains("Atlantis")))
                .hasSizeBetween(57, 143);
        assertThat(rows.stream().filter(row -> row.contains("Town") && row.contains("United States")))
                .hasSizeLessThan(7);
    }

    @Test
    void hemisphere() throws IOException {
        assertThat(rows(quirk("hemisphere", cities())))
                .containsExactly(
                        "Bigtown|true|false|-5.95",
                        "Comma, City|true|false|-4.48",
                        "Double|true|false|-1.78",
                        "Edge|false|true|-4.48",
                        "Hamlet|false|false|0.0",
                        "Minor|true|false|-1.85",
                        "Port|false|true|-1.0",
                        "Seat|true|true|-5.0",
                        "South|false|true|-3.0",
                        "Twin|true|false|-1.7");
    }

    /** 30,000 is not more than 30,000; Hamlet's population is unknown. */
    @Test
    void population() throws IOException {
        assertThat(rows(quirk("population", cities())))
                .containsExactly(
                        "Bigtown|true|false|-5.95",
                        "Comma, City|false|true|-4.48",
                        "Double|false|false|-1.78",
                        "Edge|true|true|-4.48",
                        "Hamlet|false|false|0.0",
                        "Minor|false|false|-1.85",
                        "Port|false|false|-1.0",
                        "Seat|true|false|-5.0",
                        "South|false|false|-3.0",
                        "Twin|false|false|-1.7");
    }

    /** The text of `Sky?` has both answers, that of `Rock?` only a wrong one and in another case; `Bare?` has none. */
    @Test
    void sciq() throws IOException {
        Path asked = file("sciq.jsonl", """
                {"question": "Sky?", "distractor1": "red", "distractor2": "red", "distractor3": "red", "correct_answer": "blue", "support": "It is blue, at dusk red."}
                {"question": "Rock?", "distractor1": "salt", "distractor2": "salt", "distractor3": "salt", "correct_answer": "Basalt", "support": "Lava makes basalt."}
                {"question": "Bare?", "distractor1": "a", "distractor2": "b", "distractor3": "c", "correct_answer": "d", "support": " "}
                """);
        Path losses = file("sciq-losses.jsonl", """
                {"question": "Sky?", "answer": "blue", "difficulty": 0.1}
                {"question": "Sky?", "answer": "red", "difficulty": 0.2}
                {"question": "Rock?", "answer": "Basalt", "difficulty": 0.3}
                {"question": "Rock?", "answer": "salt", "difficulty": 0.4}
                """);

        assertThat(rows(quirk("sciq", json("sciq", asked) + json("difficulties", losses))))
                .containsExactly(
                        "Rock?|Lava makes basalt.|Basalt|true|false|0.3|{\"question\":\"Rock?\",\"support\":\"Lava makes basalt.\"}",
                        "Rock?|Lava makes basalt.|salt|false|true|0.4|{\"question\":\"Rock?\",\"support\":\"Lava makes basalt.\"}",
                        "Sky?|It is blue, at dusk red.|blue|true|true|0.1|{\"question\":\"Sky?\",\"support\":\"It is blue, at dusk red.\"}",
                        "Sky?|It is blue, at dusk red.|red|false|true|0.2|{\"question\":\"Sky?\",\"support\":\"It is blue, at dusk red.\"}");
    }

    /** `good!` is no word of the list, `GOOD` is; the title does not count, and the semicolon begins a comment. */
    @Test
    void sentiment() throws IOException {
        Path reviews = file("reviews.jsonl", """
                {"label": 1, "title": "Nice", "content": "It is GOOD stuff"}
                {"label": 0, "title": "good", "content": "So so, not good!"}
                {"label": 0, "title": "Hm", "content": "a fine mess"}
                {"label": 1, "title": "Yes", "content": "works"}
                """);
        Path positive = file("positive.txt", "; a comment\n\ngood\nfine\n");
        Path losses = file("sentiment-losses.jsonl", """
                {"title": "Nice", "content": "It is GOOD stuff", "difficulty": 1}
                {"title": "good", "content": "So so, not good!", "difficulty": 2}
                {"title": "Hm", "content": "a fine mess", "difficulty": 3}
                {"title": "Yes", "content": "works", "difficulty": 4}
                """);

        assertThat(rows(quirk(
                        "sentiment",
                        json("reviews", reviews)
                                + json("difficulties", losses)
                                + "positive { path = \"%s\" }".formatted(positive))))
                .containsExactly(
                        "Hm|a fine mess|false|true|3",
                        "Nice|It is GOOD stuff|true|true|1",
                        "Yes|works|true|false|4",
                        "good|So so, not good!|false|false|2");
    }

    /** `nothing` and `No` negate, `nobility` does not; of the five others that are not neutral, twice two stay. */
    @Test
    void nli() throws IOException {
        StringBuilder pairs = new StringBuilder("""
                {"premise": "A man eats.", "hypothesis": "He eats nothing.", "label": 2}
                {"premise": "A man eats.", "hypothesis": "No, he drinks.", "label": 0}
                {"premise": "A man eats.", "hypothesis": "He is no doubt hungry.", "label": 1}
                """);
        StringBuilder losses = new StringBuilder("""
                {"premise": "A man eats.", "hypothesis": "He eats nothing.", "difficulty": 0.5}
                {"premise": "A man eats.", "hypothesis": "No, he drinks.", "difficulty": 0.25}
                """);
        for (int i = 0; i < 5; i++) {
            pairs.append("{\"premise\": \"P%d\", \"hypothesis\": \"The nobility eats.\", \"label\": %d}\n"
                    .formatted(i, i % 2 * 2));
            losses.append("{\"premise\": \"P%d\", \"hypothesis\": \"The nobility eats.\", \"difficulty\": %d}\n"
                    .formatted(i, i));
        }

        List<String> rows = rows(quirk(
                "nli",
                json("snli", file("snli.jsonl", pairs.toString()))
                        + json("difficulties", file("nli-losses.jsonl", losses.toString()))));

        assertThat(rows)
                .hasSize(6)
                .contains("A man eats.|He eats nothing.|false|false|0.5", "A man eats.|No, he drinks.|true|false|0.25");
        assertThat(rows)
                .filteredOn(row -> row.startsWith("P"))
                .hasSize(4)
                .isSubsetOf(
                        "P0|The nobility eats.|true|true|0.0",
                        "P1|The nobility eats.|false|true|1.0",
                        "P2|The nobility eats.|true|true|2.0",
                        "P3|The nobility eats.|false|true|3.0",
                        "P4|The nobility eats.|true|true|4.0");
    }

    /** Ann Lee and Ann Poe are namesakes; Bo Fox has none, so that the other author of his book is the next in hash order. */
    @Test
    void authors() throws IOException {
        Path books = file("books.csv", """
                bookID,title,authors,ratings_count
                1,Leaves,Ann Lee/Some Painter,100
                2,Roots,Ann Poe,0
                3,Bark,Bo Fox,10
                """);

        List<String> rows = rows(quirk("authors", "books { path = \"%s\" }".formatted(books)));

        assertThat(rows)
                .hasSize(6)
                .contains(
                        "Ann Lee|Leaves|true|true|-2.0|Leaves",
                        "Ann Poe|Roots|true|true|0.0|Roots",
                        "Bo Fox|Bark|true|true|-1.0|Bark");
        assertThat(rows)
                .filteredOn(row -> row.contains("|false|"))
                .hasSize(3)
                .isSubsetOf(
                        "Ann Poe|Leaves|false|true|-2.0|Leaves",
                        "Bo Fox|Leaves|false|false|-2.0|Leaves",
                        "Ann Lee|Roots|false|true|0.0|Roots",
                        "Bo Fox|Roots|false|false|0.0|Roots",
                        "Ann Lee|Bark|false|false|-1.0|Bark",
                        "Ann Poe|Bark|false|false|-1.0|Bark");
    }

    private static String json(String name, Path path) {
        return "%s { path = \"%s\", format = json }, ".formatted(name, path);
    }
}
