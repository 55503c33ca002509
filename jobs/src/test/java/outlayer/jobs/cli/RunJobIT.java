package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Runs;
import outlayer.jobs.work.StageResult;
import outlayer.quirky.TemplateSet;

/** The whole experiment, again and again on one root: what is recomputed, and what is not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunJobIT extends TinyFixture {

    private static final int GROUPS = 4;
    private static final int DETECTORS = 2;
    private static final int LAYERS = TinyRun.LAYERS;

    private static Path root;

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("root");
        assertThat(computed()).isEqualTo(all());
    }

    /** Units that each stage computes; those with none are left out. */
    private static Map<String, Integer> computed(String... overrides) throws IOException {
        Map<String, Integer> computed = new LinkedHashMap<>();
        for (StageResult stage : run(overrides).stages()) {
            if (stage.computed() > 0) {
                computed.put(stage.stage(), stage.computed());
            }
        }
        return computed;
    }

    private static RunJob.Outcome run(String... overrides) throws IOException {
        return RunJob.run(spark, Runs.local(root), tiny.experiment(root, overrides));
    }

    /** All stages but the report, which takes longer than all others together. */
    private static Map<String, Integer> computedUnits(String... overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.stages=[datasets, extract, fit, score, evaluate]");
        return computed(all.toArray(new String[0]));
    }

    /** Both datasets and their lengths in tokens; a trusted shard and two test shards per group; a fit per layer; scores of layers, and of all together, per test shard; a report. */
    private static Map<String, Integer> all() {
        return Map.of(
                "datasets",
                4,
                "extract",
                GROUPS * 3,
                "fit",
                GROUPS * LAYERS,
                "score",
                GROUPS * 4,
                "evaluate",
                GROUPS,
                "report",
                1);
    }

    private static List<Map<String, String>> csv(String name) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve("report").resolve(name));
        String[] columns = lines.get(0).split(",", -1);
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
                    assertThat(cells).hasSameSizeAs(columns);
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < cells.length; i++) {
                        row.put(columns[i], cells[i].replaceAll("^\"|\"$", ""));
                    }
                    return row;
                })
                .toList();
    }

    private static String header(String name) throws IOException {
        return Files.readAllLines(root.resolve("report").resolve(name)).get(0);
    }

    @Test
    @Order(1)
    void theCsvFilesHaveTheColumnsOfTheDesign() throws IOException {
        assertThat(header("auc.csv")).isEqualTo(String.join(",", AucRow.columns()));
        assertThat(header("quirkiness.csv")).isEqualTo(String.join(",", QuirkinessRow.columns()));
        assertThat(header("separation.csv")).isEqualTo(String.join(",", SeparationRow.columns()));
        assertThat(header("comparisons.csv")).isEqualTo(String.join(",", ComparisonRow.columns()));
        assertThat(csv("quirkiness.csv")).hasSize(GROUPS);
        assertThat(csv("separation.csv")).hasSize(GROUPS * LAYERS);
        assertThat(csv("comparisons.csv")).hasSize(GROUPS * 3);
    }

    @Test
    @Order(1)
    void everyGroupDetectorLayerAndSubsetHasItsAuc() throws IOException {
        List<Map<String, String>> auc = csv("auc.csv");

        assertThat(auc).hasSize(GROUPS * DETECTORS * (LAYERS + 1) * 3);
        assertThat(auc.stream()
                        .map(row -> String.join(
                                " ",
                                List.of(
                                        row.get("model"),
                                        row.get("dataset"),
                                        row.get("variant"),
                                        row.get("params"),
                                        row.get("layer"),
                                        row.get("subset"))))
                        .collect(Collectors.toSet()))
                .hasSameSizeAs(auc);
        assertThat(auc.stream().filter(row -> "all".equals(row.get("subset"))))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("n_normal", "60")
                        .containsEntry("n_anomalous", "60")
                        .containsEntry("template_set", "demo-1")
                        .containsEntry(
                                "template_fingerprint",
                                TemplateSet.named("demo-1").fingerprint())
                        .containsEntry("seed", "633"));
    }

    /** Every prompt ends in the same token, so the embedding there is one constant. */
    @Test
    @Order(1)
    void theConstantLayerHasANoteAndIsLeftOutOfAggregates() throws IOException {
        for (Map<String, String> row : csv("auc.csv")) {
            switch (Objects.requireNonNull(row.get("layer"))) {
                case "0" ->
                    assertThat(row)
                            .containsEntry("auc", "")
                            .containsEntry("note", "n/a: the layer has no variance over trusted prompts");
                case "aggregate" -> {
                    assertThat(row.get("auc")).isNotEmpty();
                    assertThat(row.get("note")).contains("mean of 2 of 3 layers, the others being n/a");
                }
                default -> assertThat(row.get("auc")).isNotEmpty();
            }
        }
    }

    @Test
    @Order(1)
    void thePageIsWrittenLast() throws IOException {
        Path report = root.resolve("report");
        FileTime page = Files.getLastModifiedTime(report.resolve("index.html"));
        for (String file : TinyRun.files(report)) {
            if (!file.equals("data/source.txt")) {
                assertThat(Files.getLastModifiedTime(report.resolve(file))).isLessThanOrEqualTo(page);
            }
        }
        assertThat(TinyRun.files(report)).contains("answers.csv").anyMatch(file -> file.startsWith("data/cells/"));
        for (String file : TinyRun.files(report)) {
            if (file.startsWith("data/prompts/")) {
                assertThat(Files.readString(report.resolve(file)))
                        .as(file)
                        .contains("\":\"")
                        .doesNotContain("<", ">");
            }
        }
        assertThat(TinyRun.files(report).stream().filter(file -> file.endsWith(".svg")))
                .isNotEmpty();
    }

    @Test
    @Order(2)
    void aSecondRunRecomputesNothing() throws IOException {
        List<String> before = TinyRun.files(root);
        FileTime page = Files.getLastModifiedTime(root.resolve("report/index.html"));

        RunJob.Outcome again = run();

        assertThat(again.computed()).isZero();
        List<String> after = new ArrayList<>(TinyRun.files(root));
        after.removeAll(before);
        assertThat(after).containsExactly("runs/" + again.runId() + ".json");
        assertThat(Files.getLastModifiedTime(root.resolve("report/index.html"))).isEqualTo(page);
        assertThat(Summary.of(Runs.local(root), tiny.experiment(root), again)).contains("Nothing was recomputed");
    }

    @Test
    @Order(3)
    void anotherCutOffIsScoredAndJudgedAnew() throws IOException {
        assertThat(computedUnits("detectors.mahalanobis.rcond=[1e-2, 1e-5]"))
                .isEqualTo(Map.of("score", GROUPS * 4, "evaluate", GROUPS));
    }

    /** The kept spectrum ends at the smallest cut-off. */
    @Test
    @Order(3)
    void aSmallerCutOffIsFittedAnew() throws IOException {
        assertThat(computedUnits("detectors.mahalanobis.rcond=[1e-3, 1e-6]"))
                .isEqualTo(Map.of("fit", GROUPS * LAYERS, "score", GROUPS * 4, "evaluate", GROUPS));
    }

    /** The second test shard is another one, the first and the trusted ones hold what they held. */
    @Test
    @Order(3)
    void anotherTestCapLeavesTheTrustedPartAsItIs() throws IOException {
        Map<String, Integer> computed = computedUnits("parts.caps.test=50");

        assertThat(computed).doesNotContainKey("fit").containsEntry("datasets", 4);
        assertThat(computed.get("extract")).isLessThanOrEqualTo(GROUPS * 2);
        assertThat(computed.get("score")).isEqualTo(2 * Objects.requireNonNull(computed.get("extract")));
    }

    @Test
    @Order(3)
    void anotherSeedIsAnotherRun() throws IOException {
        Map<String, Integer> units = new LinkedHashMap<>(all());
        units.remove("report");
        assertThat(computedUnits("run.seed=7")).isEqualTo(units);
    }

    @Test
    @Order(3)
    void aUnitWithoutItsManifestIsComputedAgainToTheSameBytes() throws IOException {
        assertThat(computedUnits()).isEmpty();
        Map<String, String> before = TinyRun.contents(root);
        for (String stage : List.of("datasets", "extract", "fit", "score", "evaluate")) {
            String key = Objects.requireNonNull(
                            Runs.local(root).latest().orElseThrow().units().get(stage))
                    .get(1);
            Files.delete(root.resolve("units").resolve(stage).resolve(key).resolve("manifest.json"));

            Map<String, Integer> computed = computedUnits();

            assertThat(computed).as(stage).isEqualTo(Map.of(stage, 1));
            assertThat(TinyRun.contents(root)).isEqualTo(before);
        }
    }
}
