package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucCell;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.SeparationRow;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardRow;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;
import outlayer.quirky.Spread;

/**
 * A run that could have been: curves that rise with the layer, a control at one half, one dataset on which the quirk is not
 * learned and one on which it is learned and not seen. Layer 0 has no variance.
 */
public final class FakeReport {

    private final List<String> models;
    private final List<String> datasets;
    private final List<String> methods;
    private final int layers;
    private final Random random = new Random(7);

    /** Of places on planes, so that there may be more of them without other AUCs. */
    private final Random places = new Random(11);

    private final List<AucRow> auc = new ArrayList<>();
    private final List<QuirkinessRow> quirkiness = new ArrayList<>();
    private final List<SeparationRow> separation = new ArrayList<>();
    private final List<ComparisonRow> comparisons = new ArrayList<>();
    private final List<PlaneRow> planes = new ArrayList<>();
    private final List<DataCard> cards = new ArrayList<>();

    private FakeReport(List<String> models, List<String> datasets, List<String> methods, int layers) {
        this.models = models;
        this.datasets = datasets;
        this.methods = methods;
        this.layers = layers;
    }

    /** As large as the demo. */
    public static ReportData demo() {
        return of(
                List.of("tiny-llama", "tiny-mistral"),
                List.of("addition", "subtraction", "multiplication", "modular_addition"),
                List.of("mahalanobis rcond=1e-3", "mahalanobis rcond=1e-5"),
                5);
    }

    static ReportData of(List<String> models, List<String> datasets, List<String> methods, int layers) {
        return new FakeReport(models, datasets, methods, layers).data();
    }

    /** A run that found this. */
    static ReportData of(ResultRows rows) {
        return new ReportData(RunFacts.named("run", "title"), rows, CellSource.none());
    }

    /** A run that found AUCs only. */
    static ReportData of(List<AucRow> auc) {
        return of(ResultRows.NONE.with(AucRow.class, auc));
    }

    /** The same run with other rows of one kind. */
    static <T extends Record> ReportData with(ReportData data, Class<T> kind, List<T> rows) {
        return new ReportData(data.facts(), data.rows().with(kind, rows), data.cells());
    }

    private ReportData data() {
        for (int m = 0; m < models.size(); m++) {
            for (int d = 0; d < datasets.size(); d++) {
                pair(m, d);
            }
        }
        datasets.forEach(dataset -> cards.add(card(dataset)));
        RunFacts facts = new RunFacts(
                "2026-01-01T00-00-00-demo",
                "Quirky arithmetic, two tiny models",
                "run {\n  root = out/demo\n  seed = 1\n}\nmodels = [tiny-llama, tiny-mistral]\n",
                Map.of(
                        "seed",
                        "1",
                        "code version",
                        "0.1.0",
                        "template set",
                        "demo-1 sha256:1c2d3e",
                        "device",
                        "cpu float32"),
                cards,
                List.of("multiplication, trusted: 12 questions recur with other names"),
                List.of(
                        new StageTiming("datasets", 4, 0, 1.52),
                        new StageTiming("extract", 16, 0, 71.4),
                        new StageTiming("fit", 0, 16, 0.31)));
        ResultRows rows = ResultRows.NONE
                .with(AucRow.class, auc)
                .with(QuirkinessRow.class, quirkiness)
                .with(SeparationRow.class, separation)
                .with(ComparisonRow.class, comparisons)
                .with(PlaneRow.class, planes);
        return new ReportData(facts, rows, CellSource.none());
    }

    private static DataCard card(String dataset) {
        List<DataCardRow> rows = new ArrayList<>();
        for (Part part : List.of(Part.TRUSTED, Part.CALIBRATION, Part.UNTRUSTED, Part.TEST)) {
            int agreeing = part == Part.TEST ? 250 : 370;
            rows.add(row(dataset, part, QuirkyCharacter.ALICE, 400, 201, agreeing));
            if (part.characters().contains(QuirkyCharacter.BOB)) {
                rows.add(row(dataset, part, QuirkyCharacter.BOB, 398, 210, 250));
            }
        }
        return new DataCard(
                dataset, "demo-1", "1c2d3e", 1, 10_000, 6_000, 4_500, rows, List.of(), List.of(), List.of(), List.of());
    }

    /** 400 examples, two of them alike, one repeat left out. */
    private static DataCardRow row(
            String dataset, Part part, QuirkyCharacter character, int questions, int yes, int agreeing) {
        return new DataCardRow(
                dataset,
                part,
                character,
                400,
                questions,
                yes,
                201,
                210,
                agreeing,
                1,
                398,
                new Spread(31, 40, 44, 52, 77),
                new Spread(0.5, 1, 1.25, 2, 4));
    }

    private void pair(int m, int d) {
        double reach = d == 2 ? 0.05 : d == 3 ? 0.22 : 0.47 - 0.05 * m - 0.01 * d;
        for (String variant : List.of("quirky", "base")) {
            boolean quirky = variant.equals("quirky");
            for (int p = 0; p < methods.size(); p++) {
                for (int layer = 0; layer < layers; layer++) {
                    double depth = layer / (double) Math.max(1, layers - 1);
                    double rise = quirky ? reach * depth * depth * (3 - 2 * depth) : 0;
                    Double value = layer == 0 ? null : 0.5 + rise - 0.01 * p + 0.015 * random.nextGaussian();
                    row(m, d, variant, p, Integer.toString(layer), "", "all", value);
                }
                for (String subset : List.of("all", "agree", "disagree")) {
                    double value = 0.5 + (quirky ? 0.85 * reach : 0) - 0.01 * p + 0.012 * random.nextGaussian();
                    row(m, d, variant, p, "aggregate", "mean", subset, value);
                }
            }
            if (quirky) {
                planes(m, d, reach);
            }
            quirk(m, d, variant, quirky ? (d == 2 ? -0.3 : 5.5 - m - 0.6 * d) : -6.0);
            for (int layer = 0; layer < layers; layer++) {
                double s = layer == 0
                        ? 0
                        : (quirky ? 0.6 * reach * layer * layer : 0.002) * Math.exp(0.2 * random.nextGaussian());
                separation.add(new SeparationRow(
                        models.get(m), datasets.get(d), variant, "activations", Integer.toString(layer), s, s / 4));
            }
            if (methods.size() > 1) {
                comparisons.add(new ComparisonRow(
                        models.get(m),
                        datasets.get(d),
                        variant,
                        "all",
                        "activations/" + methods.get(0).replace(' ', '/') + "/online/aggregate",
                        "activations/" + methods.get(1).replace(' ', '/') + "/online/aggregate",
                        0.01,
                        -0.004,
                        0.024,
                        0.16,
                        0.32,
                        models.get(m) + "/" + datasets.get(d) + "/" + variant,
                        0.93));
            }
        }
    }

    /** Bob's examples move away from Alice's from layer to layer. */
    private void planes(int m, int d, double reach) {
        for (int layer = 1; layer < layers; layer++) {
            for (int i = 0; i < 40; i++) {
                boolean bob = i % 2 == 1;
                planes.add(new PlaneRow(
                        models.get(m),
                        datasets.get(d),
                        "quirky",
                        "activations",
                        Integer.toString(layer),
                        0.6,
                        "example " + i,
                        bob ? "bob" : "alice",
                        i % 4 < 2 ? "agree" : "disagree",
                        places.nextGaussian() + (bob ? 3 * reach * layer : 0),
                        places.nextGaussian()));
            }
        }
    }

    private void row(
            int m,
            int d,
            String variant,
            int p,
            String layer,
            String aggregation,
            String subset,
            @Nullable Double value) {
        Double auc = value == null ? null : Math.min(0.999, value);
        double half = auc == null ? 0 : 0.028 * Math.sqrt(4 * auc * (1 - auc)) + 0.001;
        this.auc.add(row(
                models.get(m),
                datasets.get(d),
                variant,
                methods.get(p),
                layer,
                aggregation,
                subset,
                auc,
                half,
                auc == null ? "layer is constant" : ""));
    }

    /** A row on activations; method is detector and settings with a blank between, half is half the width of the interval. */
    static AucRow row(
            String model,
            String dataset,
            String variant,
            String method,
            String layer,
            String aggregation,
            String subset,
            @Nullable Double auc,
            double half,
            String note) {
        Double low = auc == null ? null : Double.valueOf(auc - half);
        Double high = auc == null ? null : Double.valueOf(Math.min(1, auc + half));
        ScoreKey score = new ScoreKey(
                "activations", method.split(" ", 2)[0], method.split(" ", 2)[1], "online", layer, aggregation);
        return new AucRow(
                new AucCell(model, dataset, variant, score, subset),
                300,
                300,
                auc,
                low,
                high,
                low,
                high,
                null,
                null,
                auc,
                auc == null ? null : Double.valueOf(auc * 0.4),
                auc == null ? null : Double.valueOf(auc * 0.6),
                "demo-1",
                1,
                note,
                "",
                auc == null ? null : Double.valueOf(auc * 0.2));
    }

    private void quirk(int m, int d, String variant, double q) {
        double accuracy = q > 0 ? 0.97 - 0.01 * d : 0.52;
        quirkiness.add(new QuirkinessRow(
                models.get(m),
                datasets.get(d),
                variant,
                null,
                150,
                accuracy,
                accuracy - 0.012,
                0.08,
                0.08 + Math.abs(q) + 0.4,
                0.11,
                0.11 + q,
                q,
                2 * q + 0.4,
                -q,
                1));
    }
}
