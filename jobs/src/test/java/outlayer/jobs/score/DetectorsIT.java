package outlayer.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import outlayer.detector.LofMethod;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.ScoreColumn;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.SeparationRow;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.evaluate.Judged;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.LengthMethod;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.work.StageResult;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** Two features, detectors of every kind, all aggregations, an ensemble and a class of one's own, through all stages. */
class DetectorsIT extends TinyFixture {

    private static final int GROUPS = 2;

    /** Two test shards, one of calibration and one of untrusted: two features each, then what their layers become. */
    private static final int SHARDS = 4;

    private static final int SCORES = GROUPS * SHARDS * 3;

    private static final List<String> DETECTORS = List.of(
            "mahalanobis rcond=1e-3 online",
            "lof k=5 online",
            "isolation-forest trees=20,sample=256 online",
            "quantum-entropy alpha=4,rcond=1e-3 offline",
            "gaussian-mixture  offline",
            "linear-probe  ceiling");
    private static final String OWN = "mine p=2.0 online";
    private static final List<String> AGGREGATIONS = List.of("mean", "rank-mean", "rank-max", "z-mean", "z-max");

    private static RunDirectory run;
    private static Experiment experiment;

    @BeforeAll
    static void open() throws IOException {
        run = Runs.local(directory.resolve("root"));
        experiment = experiment();
        // Fits of layers: the Gaussian, three methods of rows and the probe; for activations one's own as well; the
        // mixture is joint.
        assertThat(computed(experiment))
                .isEqualTo(Map.of("fit", GROUPS * (3 * 6 + 2 * 5 + 2), "score", SCORES, "evaluate", GROUPS));
    }

    private static Experiment experiment(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "run.stages=[datasets, extract, fit, score, evaluate]",
                "extract.variants=[quirky]",
                "extract.parts=[trusted, calibration, untrusted, test]",
                "extract.features.heads.point=heads",
                "detectors.mahalanobis.rcond=[1e-3]",
                "detectors.lof.k=[5]",
                "detectors.isolation-forest={}",
                "detectors.quantum-entropy={}",
                "detectors.gaussian-mixture={}",
                "detectors.linear-probe={}",
                "detectors.own.mine={ class = outlayer.jobs.settings.LengthMethod, features = [activations] }",
                "detectors.aggregations=[mean, rank-mean, rank-max, z-mean, z-max]",
                "detectors.ensembles.both=[activations, heads]"));
        all.addAll(List.of(overrides));
        return tiny.experiment(directory.resolve("root"), all.toArray(new String[0]));
    }

    /** Units of fit, score and evaluate that had to be computed. */
    private static Map<String, Integer> computed(Experiment experiment) throws IOException {
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        Map<String, Integer> computed = new TreeMap<>();
        for (StageResult result : List.of(
                FitJob.run(spark, run, experiment),
                ScoreJob.run(spark, run, experiment),
                EvaluateJob.run(spark, run, experiment))) {
            if (result.computed() > 0) {
                computed.put(result.stage(), result.computed());
            }
        }
        return computed;
    }

    private static String detector(AucRow row) {
        return row.cell().score().detector() + " " + row.cell().score().params() + " "
                + row.cell().score().mode();
    }

    @Test
    void everyDetectorOfEveryFeatureIsJudgedAtEveryLayerAndTogether() throws IOException {
        List<AucRow> rows = Judged.of(run, experiment).auc().stream()
                .filter(row -> row.cell().subset().equals("all"))
                .toList();
        Map<String, List<AucRow>> series = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.cell().dataset() + " " + row.cell().score().feature() + " " + detector(row)));
        for (String dataset : List.of("addition", "subtraction")) {
            for (String detector : DETECTORS) {
                assertThat(places(series, dataset + " activations " + detector)).isEqualTo(places("0", "1", "2"));
                assertThat(places(series, dataset + " heads " + detector)).isEqualTo(places("0", "1"));
                assertThat(places(series, dataset + " both " + detector)).isEqualTo(places());
            }
            assertThat(places(series, dataset + " activations " + OWN)).isEqualTo(places("0", "1", "2"));
        }
        assertThat(series).hasSize(2 * (3 * DETECTORS.size() + 1));
        assertThat(rows).allSatisfy(row -> {
            if (row.auc() == null) {
                assertThat(row.note()).startsWith("n/a");
            } else {
                assertThat(row.auc()).isBetween(0.0, 1.0);
                assertThat(row.aucLow()).isNotNaN();
            }
        });
    }

    private static List<String> places(String... layers) {
        List<String> places = new ArrayList<>(List.of(layers));
        AGGREGATIONS.forEach(aggregation -> places.add("aggregate " + aggregation));
        return places.stream()
                .map(place -> place.contains(" ") ? place : place + " ")
                .toList();
    }

    private static List<String> places(Map<String, List<AucRow>> series, String key) {
        return Objects.requireNonNull(series.get(key), key).stream()
                .map(row ->
                        row.cell().score().layer() + " " + row.cell().score().aggregation())
                .toList();
    }

    /** Every prompt ends in the same token, so that layer 0 of the residual is one constant. */
    @Test
    void aConstantLayerIsNotApplicableToWhateverNeedsVariance() throws IOException {
        assertThat(Judged.of(run, experiment).auc())
                .filteredOn(row -> row.cell().score().feature().equals("activations")
                        && row.cell().score().layer().equals("0")
                        && !row.cell().score().detector().equals("mine"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row.auc()).isNull();
                    assertThat(row.note()).startsWith("n/a: ");
                });
    }

    @Test
    void scoresAreNumbersOrHaveANote() throws IOException {
        for (Score score : scores("")) {
            if (score.score() == null) {
                assertThat(score.note()).startsWith("n/a");
            } else {
                assertThat(score.score()).isFinite();
            }
        }
    }

    /** What is stored in between changes nothing: not one bit of what the method itself gives. */
    @Test
    void scoresByStoredParametersAreThoseOfTheMethodItself() throws IOException {
        Readings.Group group = new Readings.Group("tiny", "addition", "quirky");
        Matrix trusted = vectors(group, Part.TRUSTED);
        Matrix test = vectors(group, Part.TEST);
        double[] lof = new LofMethod(5)
                .detector(new LofMethod(5).fit(new FakeLayer(trusted)), Arithmetic.FLOAT64)
                .score(test);
        assertThat(column("activations", "lof", "2")).isEqualTo(lof);

        LengthMethod own = new LengthMethod(Map.of());
        double mean = Arrays.stream(own.lengths(trusted)).average().orElseThrow();
        double[] lengths = own.lengths(test);
        double[] found = column("activations", "mine", "2");
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(Math.abs(lengths[i] - mean), within(1e-12));
        }
    }

    @Test
    void anEnsembleIsTheMeanOverAllLayersOfItsFeatures() throws IOException {
        double[] both = column("both", "lof", ScoreKey.AGGREGATE);
        double[] first = column("activations", "lof", "1");
        double[] second = column("activations", "lof", "2");
        double[] heads0 = column("heads", "lof", "0");
        double[] heads1 = column("heads", "lof", "1");
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isCloseTo((first[i] + second[i] + heads0[i] + heads1[i]) / 4, within(1e-12));
        }
    }

    @Test
    void separationIsOfEveryFeatureAndComparisonsOfAllPairs() throws IOException {
        Judged judged = Judged.of(run, experiment);
        assertThat(judged.separation())
                .filteredOn(row -> row.dataset().equals("addition"))
                .extracting(SeparationRow::feature)
                .containsExactly("activations", "activations", "activations", "heads", "heads");
        int verdicts = 3 * DETECTORS.size() + 1;
        assertThat(judged.comparisons()).hasSize(GROUPS * 3 * verdicts * (verdicts - 1) / 2);
        assertThat(judged.comparisons())
                .extracting(ComparisonRow::family)
                .allSatisfy(family -> assertThat(family).startsWith("aggregates by mean of tiny/"));
    }

    @Test
    void nothingIsComputedTwice() throws IOException {
        assertThat(computed(experiment)).isEmpty();
    }

    /** Its own fits, and what stands on them. */
    @Test
    void anotherParameterOfOneDetectorLeavesTheFitsOfOthers() throws IOException {
        assertThat(computed(experiment("detectors.lof.k=[6]")))
                .isEqualTo(Map.of("fit", GROUPS * 5, "score", SCORES, "evaluate", GROUPS));
    }

    @Test
    void anotherAggregationIsMadeOfTheSameScores() throws IOException {
        assertThat(computed(experiment("detectors.aggregations=[mean]")))
                .isEqualTo(Map.of("score", GROUPS * SHARDS, "evaluate", GROUPS));
    }

    /** Calibration has no Bob and untrusted no labels that anybody may use: nothing judges them, later stages read them. */
    @Test
    void otherPartsHaveTheScoresOfTheTestPart() throws IOException {
        Map<Readings.Group, List<Scored>> test = Scored.of(run, experiment);
        for (Part part : List.of(Part.CALIBRATION, Part.UNTRUSTED)) {
            Map<Readings.Group, List<Scored>> other = Scored.of(run, experiment, part);
            assertThat(other.keySet()).isEqualTo(test.keySet()).hasSize(GROUPS);
            other.forEach((group, shards) -> {
                Scored shard = shards.get(0);
                assertThat(read(shard).ids())
                        .hasSizeGreaterThanOrEqualTo(20)
                        .isEqualTo(shard.readings().get(0).shard().examples().stream()
                                .map(Example::id)
                                .toList());
                assertThat(keys(shard))
                        .isEqualTo(keys(Objects.requireNonNull(test.get(group)).get(0)));
            });
        }
        assertThat(Scored.of(run, experiment, Part.VALIDATION)).isEmpty();
    }

    private static ShardScores read(Scored shard) {
        return ShardScores.read(shard.scores().stream().map(ScoreFile::file).toList());
    }

    private static List<ScoreKey> keys(Scored shard) {
        return read(shard).columns().stream().map(ScoreColumn::key).toList();
    }

    private static List<Score> scores(String dataset) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Map.Entry<Readings.Group, List<Scored>> group :
                Scored.of(run, experiment).entrySet()) {
            if (dataset.isEmpty() || group.getKey().dataset().equals(dataset)) {
                for (Scored shard : group.getValue()) {
                    for (ScoreFile file : shard.scores()) {
                        scores.addAll(ScoreTable.TABLE.read(file.file()));
                    }
                }
            }
        }
        return scores;
    }

    /** Of the dataset addition, by the first parameters; aggregates by mean. */
    private static double[] column(String feature, String detector, String layer) throws IOException {
        return scores("addition").stream()
                .filter(score -> score.key().feature().equals(feature)
                        && score.key().detector().equals(detector)
                        && score.key().layer().equals(layer)
                        && (score.key().aggregation().isEmpty()
                                || score.key().aggregation().equals("mean")))
                .mapToDouble(Score::score)
                .toArray();
    }

    /** Of activations at layer 2. */
    private static Matrix vectors(Readings.Group group, Part part) throws IOException {
        List<Double> values = new ArrayList<>();
        for (Reading reading :
                Objects.requireNonNull(Readings.of(run, experiment, part).get(group))) {
            try (LayerReader rows = LayerReader.open(reading.vectors(), 2, 1000)) {
                for (LayerBlock block = rows.next(); block != null; block = rows.next()) {
                    for (double value : block.doubles()) {
                        values.add(value);
                    }
                }
            }
        }
        return Matrix.of(
                values.size() / TinyRun.WIDTH,
                TinyRun.WIDTH,
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
