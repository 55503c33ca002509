package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitFile;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.GeneratedOptions;
import outlayer.jobs.settings.PartSettings;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.work.Findings;
import outlayer.quirky.ArithmeticDataset;
import outlayer.quirky.ArithmeticDraws;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Example;
import outlayer.quirky.GeneratedDataset;
import outlayer.quirky.Part;
import outlayer.quirky.PartOptions;
import outlayer.quirky.TemplateSet;

/** Datasets that Spark makes are those that one task would make. */
class DatasetBuildIT {

    private static final List<Part> ALL = List.of(Part.values());
    private static final int SHARD = 100;

    @TempDir
    private static Path directory;

    private static SparkSession spark;

    /** A task is tried twice. */
    @BeforeAll
    static void open() {
        spark = SparkSession.builder()
                .master("local[2,2]")
                .appName("outlayer tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    private static DatasetPlan plan(ArithmeticOptions rule, Map<Part, Integer> caps, long seed) {
        return new DatasetPlan(
                new GeneratedOptions(rule, null),
                TemplateSet.named("outlayer-1"),
                new PartSettings(PartOptions.demo().withCaps(caps), ALL, SHARD),
                seed,
                "");
    }

    private static Manifest publish(SparkSession session, RunDirectory run, DatasetPlan plan) throws IOException {
        try (UnitWriter writer = run.begin(plan.spec())) {
            Findings findings = new DatasetBuild(session, plan, writer).run();
            return writer.publish(findings.counts(), findings.notes());
        }
    }

    private static List<List<Example>> shards(RunDirectory run, Manifest manifest, Part part) {
        List<String> names = manifest.files().stream().map(file -> file.name()).toList();
        return ExampleTable.fileNames(part, names).stream()
                .map(name -> ExampleTable.TABLE.read(run.file(manifest, name)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "addition, true, 0",
        "subtraction, true, 1",
        "multiplication, false, 2",
        "modularaddition, false, 633",
        "squaring, true, 7",
    })
    void sparkMakesWhatOneTaskMakes(String operation, boolean distinct, long seed) throws IOException {
        ArithmeticOptions rule = new ArithmeticOptions(operation, 2_000, 31, 2_000, distinct);
        DatasetPlan plan = plan(rule, Map.of(Part.TRAIN, 500, Part.TRUSTED, 60, Part.TEST, 70), seed);
        RunDirectory run = Runs.local(directory.resolve("same-" + operation));

        Manifest manifest = publish(spark, run, plan);

        GeneratedDataset expected =
                ArithmeticDataset.generate(rule, plan.templates(), plan.parts().options(), plan.seed());
        for (Part part : ALL) {
            List<List<Example>> shards = shards(run, manifest, part);
            assertThat(shards.stream().flatMap(List::stream).toList())
                    .as("part %s, seed %d", part.key(), seed)
                    .isEqualTo(expected.examples(part));
            assertThat(shards.subList(0, Math.max(0, shards.size() - 1))).allMatch(shard -> shard.size() == SHARD);
            assertThat(manifest.count(part.key()))
                    .isEqualTo(expected.examples(part).size());
        }
        assertThat(DataCards.FILE.read(run, manifest)).isEqualTo(expected.card());
    }

    @Test
    void theNumberOfSlicesDoesNotMatter() throws IOException {
        ArithmeticOptions rule = new ArithmeticOptions("multiplication", 1_000, 113, 4_000, true);
        DatasetPlan plan = plan(rule, Map.of(Part.TRAIN, 900), 5);
        List<ShardDigests> contents = new ArrayList<>();
        for (int slices : new int[] {1, 2, 7}) {
            RunDirectory run = Runs.local(directory.resolve("slices-" + slices));
            try (UnitWriter writer = run.begin(plan.spec());
                    QuestionTable table = ArithmeticTable.of(
                            spark, rule, plan.templates(), plan.parts().options(), plan.seed())) {
                Findings findings = new DatasetBuild(spark, plan, writer).run(table, slices);
                contents.add(ShardDigests.read(run, writer.publish(findings.counts(), findings.notes())));
            }
        }

        assertThat(contents.get(0).byFile()).hasSizeGreaterThan(20);
        assertThat(contents).containsOnly(contents.get(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 633})
    void aBlockTakesTheFirstDrawsWhoseOperandsAreNew(long seed) {
        ArithmeticDraws draws = new ArithmeticDraws(new ArithmeticOptions("squaring", 300, 113, 4 * 250, true), seed);
        Map<Integer, Set<Long>> drawn = new HashMap<>();
        for (Row row : new DistinctDraws(spark, draws, 3).drawn().collectAsList()) {
            drawn.computeIfAbsent(row.getInt(0), block -> new HashSet<>()).add(row.getLong(1));
        }

        for (int block = 0; block < ArithmeticDraws.BLOCKS; block++) {
            Set<Long> operands = new HashSet<>();
            Set<Long> expected = new HashSet<>();
            for (long i = 0; expected.size() < 250; i++) {
                if (operands.add(draws.operands(block, i))) {
                    expected.add(i);
                }
            }
            assertThat(drawn.get(block)).as("block %d, seed %d", block, seed).isEqualTo(expected);
        }
    }

    /** The first attempt at every task that draws fails; what it shuffled or cached must not count twice. */
    @Test
    void aRepeatedTaskChangesNothing() throws IOException {
        ArithmeticOptions rule = new ArithmeticOptions("addition", 1_000, 113, 1_000, true);
        DatasetPlan plan = plan(rule, Map.of(), 3);
        RunDirectory run = Runs.local(directory.resolve("repeated"));
        Manifest manifest;
        try (UnitWriter writer = run.begin(plan.spec());
                QuestionTable table = ArithmeticTable.of(
                        spark, rule, plan.templates(), plan.parts().options(), plan.seed())) {
            RowExamples made = table.examples();
            RowExamples failing = (row, quantile) -> {
                if (TaskContext.get().attemptNumber() == 0) {
                    throw new IllegalStateException("the first attempt fails");
                }
                return made.of(row, quantile);
            };
            QuestionTable once = new QuestionTable(table.rows(), table.size(), failing, List.of());
            Findings findings = new DatasetBuild(spark, plan, writer).run(once, 2);
            manifest = writer.publish(findings.counts(), findings.notes());
        }

        GeneratedDataset expected =
                ArithmeticDataset.generate(rule, plan.templates(), plan.parts().options(), plan.seed());
        for (Part part : ALL) {
            assertThat(shards(run, manifest, part).stream()
                            .flatMap(List::stream)
                            .toList())
                    .isEqualTo(expected.examples(part));
        }
    }

    @Test
    void aBuildThatFailsLeavesNothing() throws IOException {
        ArithmeticOptions rule = new ArithmeticOptions("addition", 1_000, 113, 1_000, true);
        DatasetPlan plan = plan(rule, Map.of(), 4);
        Path root = directory.resolve("failed");
        RunDirectory run = Runs.local(root);

        assertThatThrownBy(() -> {
                    try (UnitWriter writer = run.begin(plan.spec());
                            QuestionTable table = ArithmeticTable.of(
                                    spark, rule, plan.templates(), plan.parts().options(), plan.seed())) {
                        UnitFile stray = writer.tasks().file(1, "train-00000.parquet");
                        stray.stream().close();
                        RowExamples failing = (row, quantile) -> {
                            throw new IllegalStateException("row " + row.get(0) + " fails");
                        };
                        new DatasetBuild(spark, plan, writer)
                                .run(new QuestionTable(table.rows(), table.size(), failing, List.of()), 2);
                    }
                })
                .hasStackTraceContaining("fails");
        assertThat(run.find(plan.spec())).isEmpty();
        assertThat(TinyRun.files(root)).isEmpty();
    }

    /** A driver that was killed has neither published nor cleaned up. */
    @Test
    void whatAKilledDriverLeftIsNotSeen() throws IOException {
        ArithmeticOptions rule = new ArithmeticOptions("addition", 1_000, 113, 1_000, true);
        DatasetPlan plan = plan(rule, Map.of(), 6);
        RunDirectory run = Runs.local(directory.resolve("killed"));
        UnitWriter killed = run.begin(plan.spec());
        killed.tasks().file(1, "train-00000.parquet").stream().close();

        assertThat(run.find(plan.spec())).isEmpty();
        Manifest manifest = publish(spark, run, plan);

        assertThat(run.find(plan.spec())).contains(manifest);
        assertThat(shards(run, manifest, Part.TRAIN).get(0)).hasSize(SHARD);
        killed.close();
    }
}
