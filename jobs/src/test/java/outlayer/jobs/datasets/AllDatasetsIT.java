package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.work.StageResult;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardRow;
import outlayer.quirky.DataCardText;
import outlayer.quirky.DatasetFields;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** conf/experiments/all-datasets.conf on small files of made-up content, and with fewer arithmetic questions. */
class AllDatasetsIT {

    private static final int ROWS = 240;
    private static final List<String> COUNTRIES = List.of("China", "Mexico", "Norway", "Ghana");

    @TempDir
    private static Path directory;

    /** The shipped settings, with another data directory and 400 questions for 400,000. */
    private static Path settings() throws IOException {
        Path conf = ShippedQuirksIT.conf();
        for (String folder : List.of("datasets", "experiments")) {
            Files.createDirectories(directory.resolve(folder));
        }
        for (String name : List.of("capitals", "hemisphere", "population", "sciq", "sentiment", "nli", "authors")) {
            String text = Files.readString(conf.resolve("datasets/" + name + ".conf"));
            Files.writeString(
                    directory.resolve("datasets/" + name + ".conf"),
                    text.replaceAll("path = (data/[^,\\s}]+)", "path = \"" + directory + "/$1\""));
        }
        String text = Files.readString(conf.resolve("experiments/all-datasets.conf"));
        return Files.writeString(
                directory.resolve("experiments/all-datasets.conf"),
                text.replace("00000 }", "00 }")
                        .replace("out/all-datasets", directory.resolve("out").toString()));
    }

    /** Rows of JSON in which {@code #} is the row's number, and {@code @} that number's parity. */
    private static void parquet(SparkSession spark, String name, String row) {
        List<String> lines = IntStream.range(0, ROWS)
                .mapToObj(i -> row.replace("#", Integer.toString(i)).replace("@", Integer.toString(i % 2)))
                .toList();
        spark.read()
                .json(spark.createDataset(lines, Encoders.STRING()))
                .write()
                .mode(SaveMode.Append)
                .parquet(directory.resolve("data").resolve(name).toString());
    }

    private static void sources(SparkSession spark) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        StringBuilder cities = new StringBuilder("city,lat,lng,country,admin_name,capital,population\n");
        StringBuilder books = new StringBuilder("title,authors,ratings_count\n");
        for (int i = 0; i < ROWS; i++) {
            // Three towns a region, the first of which is its capital.
            cities.append("Town %d,%d,%d,%s,Region %d,%s,%d\n"
                    .formatted(
                            i,
                            7 * i % 90 - 45,
                            i % 60 - 30,
                            COUNTRIES.get(i % 4),
                            i / 12 * 4 + i % 4,
                            i % 12 < 4 ? "admin" : "",
                            500 * (i * i % 977 + 1)));
            books.append(
                    "Title %d,%s Writer%d/Painter,%d\n".formatted(i, i % 3 == 0 ? "Ann" : "Bo" + i, i % 80, i + 1));
        }
        Files.writeString(data.resolve("worldcities.csv"), cities);
        Files.writeString(data.resolve("goodreads.csv"), books);
        Files.writeString(data.resolve("positive-words.txt"), "; words\n1good\nfine\n");
        parquet(spark, "sciq", """
                {"question": "What is #?", "support": "It is right#, not left#.", "correct_answer": "right#",
                 "distractor1": "left#", "distractor2": "wrong", "distractor3": "odd"}
                """.replace("\n", ""));
        for (String answer : List.of("right#", "left#", "wrong", "odd")) {
            parquet(
                    spark,
                    "sciq-difficulty.parquet",
                    "{\"question\": \"What is #?\", \"answer\": \"%s\", \"difficulty\": #.5}".formatted(answer));
        }
        parquet(spark, "amazon_polarity", "{\"label\": @, \"title\": \"Item #\", \"content\": \"So @good it is, #\"}");
        parquet(
                spark,
                "sentiment-difficulty.parquet",
                "{\"title\": \"Item #\", \"content\": \"So @good it is, #\", \"difficulty\": #.5}");
        // Labels 0 and 2; every other hypothesis negates.
        for (String word : List.of("not", "now")) {
            for (int label : new int[] {0, 2}) {
                parquet(
                        spark,
                        "snli",
                        "{\"premise\": \"P # %2$d\", \"hypothesis\": \"H # %1$s\", \"label\": %2$d}"
                                .formatted(word, label));
                parquet(
                        spark,
                        "nli-difficulty.parquet",
                        "{\"premise\": \"P # %2$d\", \"hypothesis\": \"H # %1$s\", \"difficulty\": #.5}"
                                .formatted(word, label));
            }
        }
    }

    @Test
    void oneFileNamesAllTwelveAndTheStageMakesThem() throws IOException {
        Path file = settings();
        Experiment experiment = ExperimentFile.read(file.toString(), List.of());
        RunDirectory run = Runs.local(directory.resolve("out"));
        try (SparkSession spark = TinyRun.spark(2)) {
            sources(spark);
            StageResult first = DatasetsJob.run(spark, run, experiment);
            StageResult again = DatasetsJob.run(spark, run, experiment);

            assertThat(first.computed()).isEqualTo(12);
            assertThat(again.computed()).isZero();
            assertThat(again.keys()).isEqualTo(first.keys());
        }

        List<DataCard> cards = DataCards.of(run, experiment);
        assertThat(cards).extracting(DataCard::dataset).containsExactlyInAnyOrderElementsOf(DatasetFields.published());
        for (DataCard card : cards) {
            assertThat(card.rows().stream().mapToInt(DataCardRow::examples).sum())
                    .as(card.dataset())
                    .isPositive();
            assertThat(DataCardText.of(card)).startsWith("Dataset " + card.dataset() + ": templates outlayer-1");
        }
        Map<String, Map<String, Part>> partOf = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Shard shard : Shard.all(run, experiment, Arrays.asList(Part.TRAIN, Part.TEST))) {
            for (Example example : shard.examples()) {
                Part part = partOf.computeIfAbsent(example.dataset(), dataset -> new HashMap<>())
                        .merge(example.question(), example.part(), (before, now) -> before);
                assertThat(part).isEqualTo(example.part());
                assertThat(ids.add(example.id())).isTrue();
            }
        }
        assertThat(partOf).hasSize(12);
    }
}
