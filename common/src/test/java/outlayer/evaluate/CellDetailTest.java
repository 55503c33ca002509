package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellDetailTest {

    private static final double NAN = Double.NaN;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void curveRisesFromOneCornerToTheOtherInsideItsBand(long seed) {
        Sample sample = new Sample(seed);
        List<RocBand.Point> points = sample.roc().points();
        assertThat(points).hasSizeBetween(2, RocBand.MOST_POINTS);
        RocBand.Point first = points.get(0);
        RocBand.Point last = points.get(points.size() - 1);
        assertThat(first.falsePositiveRate() + first.truePositiveRate()).isZero();
        assertThat(last.falsePositiveRate() + last.truePositiveRate()).isEqualTo(2);
        for (int i = 0; i < points.size(); i++) {
            RocBand.Point p = points.get(i);
            assertThat(p.falsePositiveRate()).isBetween(p.falseLow(), p.falseHigh());
            assertThat(p.truePositiveRate()).isBetween(p.trueLow(), p.trueHigh());
            assertThat(p.falseHigh() - p.falseLow()).isPositive();
            if (i > 0) {
                RocBand.Point before = points.get(i - 1);
                assertThat(p.falsePositiveRate()).isGreaterThanOrEqualTo(before.falsePositiveRate());
                assertThat(p.truePositiveRate()).isGreaterThanOrEqualTo(before.truePositiveRate());
                assertThat(p.falseLow()).isGreaterThanOrEqualTo(before.falseLow());
                assertThat(p.trueHigh()).isGreaterThanOrEqualTo(before.trueHigh());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void areaUnderTheThinnedCurveIsTheAuc(long seed) {
        Sample sample = new Sample(seed);
        double area = 0;
        List<RocBand.Point> points = sample.roc().points();
        for (int i = 1; i < points.size(); i++) {
            RocBand.Point a = points.get(i - 1);
            RocBand.Point b = points.get(i);
            area += (b.falsePositiveRate() - a.falsePositiveRate()) * (a.truePositiveRate() + b.truePositiveRate()) / 2;
        }
        assertThat(area)
                .isCloseTo(
                        RocAuc.of(sample.scores, sample.anomalous())
                                .orElseThrow()
                                .auc(),
                        within(0.005));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void countsOfEachKindAddUpToItsExamples(long seed) {
        Sample sample = new Sample(seed);
        ScoreHistogram histogram =
                CellDetail.of(sample.scores, sample.examples, sample.ids).histogram();
        for (ScoreHistogram.Kind kind : ScoreHistogram.Kind.values()) {
            long expected = sample.examples.stream()
                    .filter(example -> ScoreHistogram.Kind.of(example) == kind)
                    .count();
            assertThat(histogram.of(kind).stream().mapToInt(n -> n).sum()).isEqualTo((int) expected);
        }
    }

    /** Forty scores 0, 1, ..., 39 and BINS = 40: edges 0 and 39, a bin is 0.975 wide, and score s falls in floor(s / 0.975). */
    @Test
    void equallySpacedScoresFillEqualBins() {
        double[] scores = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
        List<TestExample> examples =
                IntStream.range(0, 40).mapToObj(i -> example(i % 2 == 0, false)).toList();
        ScoreHistogram histogram = ScoreHistogram.of(scores, examples);
        assertThat(histogram.low()).isZero();
        assertThat(histogram.high()).isEqualTo(39);
        for (int bin = 1; bin <= 40; bin++) {
            int inBin = bin;
            assertThat(histogram.counts().values().stream()
                            .mapToInt(row -> row.get(inBin))
                            .sum())
                    .as("bin %d", bin)
                    .isEqualTo(1);
        }
    }

    /** 1000 scores 0 ... 999: the quantiles are at ranks floor(4.995) = 4 and ceil(994.005) = 995, so 4 lie below and 4 above. */
    @Test
    void longTailsAreCountedAtTheEnds() {
        double[] scores =
                IntStream.range(0, 1000).mapToDouble(i -> i == 999 ? 1e9 : i).toArray();
        List<TestExample> examples =
                IntStream.range(0, 1000).mapToObj(i -> example(false, true)).toList();
        ScoreHistogram histogram = ScoreHistogram.of(scores, examples);
        List<Integer> alice = histogram.of(ScoreHistogram.Kind.ALICE_AGREE);
        assertThat(histogram.high()).isEqualTo(995);
        assertThat(alice.get(0)).isEqualTo(4);
        assertThat(alice.get(ScoreHistogram.BINS + 1)).isEqualTo(4);
    }

    @Test
    void equalScoresAreOneBin() {
        ScoreHistogram histogram = ScoreHistogram.of(
                new double[] {2, 2, 2}, List.of(example(true, true), example(false, true), example(true, true)));
        assertThat(histogram.of(ScoreHistogram.Kind.BOB_AGREE).get(1)).isEqualTo(2);
        assertThat(histogram.of(ScoreHistogram.Kind.ALICE_AGREE).get(1)).isEqualTo(1);
    }

    @Test
    void worstMistakesAreBobsLowestAndAlicesHighest() {
        CellDetail detail = CellDetail.of(
                new double[] {1, 5, 3, NAN, 4, 0},
                List.of(
                        example(false, true),
                        example(false, false),
                        example(true, true),
                        example(true, true),
                        example(true, false),
                        example(false, false)),
                List.of("a", "b", "c", "d", "e", "f"));
        assertThat(detail.missed()).containsExactly(new Mistake("c", 3, true), new Mistake("e", 4, false));
        assertThat(detail.falseAlarms())
                .containsExactly(new Mistake("b", 5, false), new Mistake("a", 1, true), new Mistake("f", 0, false));
    }

    @Test
    void withoutABobThereIsNoCurveButAHistogram() {
        CellDetail detail = CellDetail.of(
                new double[] {1, 2}, List.of(example(false, true), example(false, true)), List.of("a", "b"));
        assertThat(detail.roc()).isNull();
        assertThat(detail.json().has("roc")).isFalse();
        assertThat(detail.json().get("counts").toString()).contains("1");
    }

    /** Two points (0, 0) and (1, 1) of one Alice and one Bob; z^2 / (1 + z^2) = 0.833 is where each interval ends. */
    @Test
    void storedFormIsShortAndSaysAll() {
        JsonObject json = CellDetail.of(
                        new double[] {1, 1}, List.of(example(false, true), example(true, false)), List.of("a", "<b>"))
                .json();
        assertThat(json.get("roc").toString()).isEqualTo("[[0,0,0,833,0,833],[1000,1000,167,1000,167,1000]]");
        assertThat(json.get("missed").toString()).isEqualTo("[[\"<b>\",1,false]]");
        assertThat(json.get("alarms").toString()).isEqualTo("[[\"a\",1,true]]");
    }

    @Test
    void lengthsMustAgree() {
        assertThatThrownBy(() -> CellDetail.of(new double[2], List.of(), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 scores and 1 ids for 0 examples");
    }

    private static TestExample example(boolean anomalous, boolean labelsAgree) {
        return new TestExample("q", "n", anomalous, true, labelsAgree, 0.5);
    }

    /** Scores of 300 examples or so, with ties, on which Bob's tend to be higher. */
    private static final class Sample {
        private final double[] scores;
        private final List<TestExample> examples = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();

        Sample(long seed) {
            Random random = new Random(seed);
            scores = new double[300 + random.nextInt(50)];
            double shift = 2 * random.nextDouble();
            for (int i = 0; i < scores.length; i++) {
                boolean anomalous = random.nextBoolean();
                examples.add(example(anomalous, random.nextBoolean()));
                ids.add("e" + i);
                scores[i] = Math.round(40 * (random.nextGaussian() + (anomalous ? shift : 0))) / 40.0;
            }
        }

        RocBand roc() {
            RocBand roc = CellDetail.of(scores, examples, ids).roc();
            assertThat(roc).isNotNull();
            return roc == null ? new RocBand(List.of()) : roc;
        }

        boolean[] anomalous() {
            boolean[] anomalous = new boolean[scores.length];
            for (int i = 0; i < anomalous.length; i++) {
                anomalous[i] = examples.get(i).anomalous();
            }
            return anomalous;
        }
    }
}
