package outlayer.jobs.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import outlayer.evaluate.Answers;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucCell;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.CellDetail;
import outlayer.evaluate.CellDetailRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ResultKey;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.SeparationRow;
import outlayer.evaluate.TestExample;
import outlayer.report.CellGroup;
import outlayer.report.ReportData;
import outlayer.report.ResultRows;
import outlayer.report.RunFacts;

/** The tables of a run of some size, with numbers that mean nothing: what a report of that size is made of. */
final class SyntheticReport {

    private static final List<String> SUBSETS = List.of("all", "agree", "disagree");
    private static final int EXAMPLES = 600;

    /** Examples of a group whose places in a layer's plane are kept. */
    private static final int PLACED = 160;

    private final List<String> models;
    private final List<String> datasets;
    private final List<ScoreKey> detectors;
    private final int layers;
    private final Random random = new Random(1);
    private final List<TestExample> examples = new ArrayList<>();
    private final List<AucRow> auc = new ArrayList<>();
    private final List<QuirkinessRow> quirkiness = new ArrayList<>();
    private final List<SeparationRow> separation = new ArrayList<>();
    private final List<ComparisonRow> comparisons = new ArrayList<>();
    private final List<PlaneRow> planes = new ArrayList<>();
    private final List<AnswersRow> answers = new ArrayList<>();

    private SyntheticReport(int models, int datasets, int layers, int detectors) {
        this.models = names(models, i -> "model-" + i);
        this.datasets = names(datasets, i -> "dataset-" + i);
        this.detectors = IntStream.range(0, detectors)
                .mapToObj(i -> ScoreKey.of(
                        "activations", i == 0 ? "mahalanobis" : "detector-" + i, "rcond=1e-5", "online", ScoreKey.ALL))
                .toList();
        this.layers = layers;
        for (int i = 0; i < EXAMPLES; i++) {
            examples.add(new TestExample("q" + i / 2, "n", i % 2 == 1, true, i % 4 < 2, random.nextGaussian()));
        }
    }

    /** With untuned bases, and details of every cell. */
    static ReportData of(int models, int datasets, int layers, int detectors) {
        return new SyntheticReport(models, datasets, layers, detectors).data();
    }

    private ReportData data() {
        for (String model : models) {
            for (String dataset : datasets) {
                for (String variant : List.of("quirky", "base")) {
                    group(new ResultKey(model, dataset, variant, "synthetic", "", 1));
                }
            }
        }
        CellGroup cells = cells();
        ResultRows rows = ResultRows.NONE
                .with(AucRow.class, auc)
                .with(QuirkinessRow.class, quirkiness)
                .with(SeparationRow.class, separation)
                .with(ComparisonRow.class, comparisons)
                .with(AnswersRow.class, answers)
                .with(PlaneRow.class, planes);
        return new ReportData(RunFacts.named("run", "Synthetic"), rows, (model, dataset, variant) -> cells);
    }

    private void group(ResultKey key) {
        for (int i = 0; i < detectors.size(); i++) {
            for (ScoreKey column : columns(detectors.get(i))) {
                SUBSETS.forEach(subset -> auc.add(row(key, column, subset)));
            }
            for (int j = 0; j < i; j++) {
                for (String subset : SUBSETS) {
                    comparisons.add(new ComparisonRow(
                            key.model(),
                            key.dataset(),
                            key.variant(),
                            subset,
                            detectors.get(j).aggregate("mean").toString(),
                            detectors.get(i).aggregate("mean").toString(),
                            number() - 0.5,
                            -0.1,
                            0.1,
                            number(),
                            number(),
                            "synthetic",
                            number()));
                }
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            separation.add(new SeparationRow(
                    key.model(),
                    key.dataset(),
                    key.variant(),
                    "activations",
                    Integer.toString(layer),
                    number(),
                    number()));
        }
        quirkiness.add(new QuirkinessRow(
                key.model(),
                key.dataset(),
                key.variant(),
                null,
                100,
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                1));
        answers.add(Answers.of(examples).row(key));
        if (key.variant().equals("quirky")) {
            planes(key);
        }
    }

    private void planes(ResultKey key) {
        for (int layer = 1; layer < layers; layer++) {
            for (int i = 0; i < PLACED; i++) {
                planes.add(new PlaneRow(
                        key.model(),
                        key.dataset(),
                        key.variant(),
                        "activations",
                        Integer.toString(layer),
                        number(),
                        "example-" + i,
                        i % 2 == 0 ? "alice" : "bob",
                        i % 4 < 2 ? "agree" : "disagree",
                        random.nextGaussian(),
                        random.nextGaussian()));
            }
        }
    }

    private List<ScoreKey> columns(ScoreKey detector) {
        List<ScoreKey> columns = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            columns.add(ScoreKey.of(
                    detector.feature(),
                    detector.detector(),
                    detector.params(),
                    detector.mode(),
                    Integer.toString(layer)));
        }
        columns.add(detector.aggregate("mean"));
        return columns;
    }

    private AucRow row(ResultKey key, ScoreKey score, String subset) {
        double value = number();
        return new AucRow(
                new AucCell(key.model(), key.dataset(), key.variant(), score, subset),
                300,
                300,
                value,
                value * 0.9,
                value,
                value * 0.9,
                value,
                value * 0.9,
                value,
                number(),
                number(),
                number(),
                "synthetic",
                1,
                "",
                "",
                number());
    }

    /** One group's, which stands in for every group's: making scores is not what is timed. */
    private CellGroup cells() {
        List<String> ids = names(EXAMPLES, i -> "example-" + i);
        List<CellDetailRow> rows = new ArrayList<>();
        for (ScoreKey detector : detectors) {
            for (ScoreKey column : columns(detector)) {
                double[] scores = random.doubles(EXAMPLES).toArray();
                rows.add(CellDetailRow.of(column, CellDetail.of(scores, examples, ids)));
            }
        }
        Map<String, String> prompts = new HashMap<>();
        ids.forEach(id -> prompts.put(id, "A prompt of the length that prompts have. ".repeat(8) + id));
        return new CellGroup(rows, prompts);
    }

    private double number() {
        return 0.5 + 0.5 * random.nextDouble();
    }

    private static List<String> names(int count, IntFunction<String> name) {
        return IntStream.range(0, count).mapToObj(name).toList();
    }
}
