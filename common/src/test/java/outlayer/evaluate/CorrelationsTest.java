package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrelationsTest {

    private static final ScoreKey DETECTOR = ScoreKey.of("activations", "mahalanobis", "rcond=0.001", "online", "all");

    private final List<AucRow> auc = new ArrayList<>();
    private final List<QuirkinessRow> quirkiness = new ArrayList<>();
    private final List<SeparationRow> separation = new ArrayList<>();

    /** The pairs of CorrelationTest in other units: Q = 1 2 3 4 5, AUC = .6 .5 .8 .7 .9, r = 0.8. */
    @Test
    void quirkinessOverFiveDatasets() {
        double[] areas = {0.6, 0.5, 0.8, 0.7, 0.9};
        for (int d = 0; d < 5; d++) {
            quirk("d" + d, d + 1.0);
            auc("d" + d, DETECTOR.aggregate("mean"), areas[d]);
            auc("d" + d, DETECTOR.aggregate("rank-mean"), 0.1);
        }

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.with()).isEqualTo("quirkiness");
            assertThat(row.over()).isEqualTo("datasets");
            assertThat(row.n()).isEqualTo(5);
            assertThat(row.pearson()).isCloseTo(0.8, within(1e-12));
            assertThat(row.spearman()).isCloseTo(0.8, within(1e-12));
            assertThat(row.low()).isCloseTo(-0.2796, within(1e-4));
            assertThat(row.p()).isCloseTo(NormalTail.twoSided(Math.log(9) / 2 * Math.sqrt(2)), within(1e-12));
            assertThat(row.outliersBeyond2Sd()).isEmpty();
            assertThat(row.note()).isEmpty();
        });
    }

    /** Nine datasets on a line and one 0.4 above it: the only one past two residual standard deviations. */
    @Test
    void theDatasetFarFromTheLineIsNamed() {
        for (int d = 0; d < 10; d++) {
            quirk("d" + d, (double) d);
            auc("d" + d, DETECTOR, 0.5 + 0.01 * d + (d == 4 ? 0.4 : 0));
        }

        assertThat(rows().get(0).outliersBeyond2Sd()).isEqualTo("d4");
    }

    /**
     * Two datasets of two layers, log10 S = -3 -2 | -1 0, AUC .5 .6 .7 .8: a line. Over datasets there are two pairs, too few; a layer
     * whose S is 0 makes no pair.
     */
    @Test
    void separationOverLayersAndOverDatasets() {
        for (int d = 0; d < 2; d++) {
            quirk("d" + d, (double) d);
            auc("d" + d, DETECTOR.aggregate("mean"), 0.5 + d);
            for (int l = 1; l <= 2; l++) {
                separation("d" + d, l, Math.pow(10, 2 * d + l - 4));
                auc("d" + d, layer(l), 0.5 + 0.2 * d + 0.1 * (l - 1));
            }
            separation("d" + d, 0, 0.0);
            auc("d" + d, layer(0), 0.1);
        }

        assertThat(rows())
                .extracting(CorrelationRow::with, CorrelationRow::over, CorrelationRow::n, CorrelationRow::note)
                .containsExactly(
                        tuple("quirkiness", "datasets", 2L, "n/a: 2 pairs, expected 4 or more"),
                        tuple("log10 separation", "datasets", 2L, "n/a: 2 pairs, expected 4 or more"),
                        tuple(
                                "log10 separation",
                                "datasets and layers",
                                4L,
                                "layers of a dataset depend on each other: interval and p are too narrow"));
        assertThat(rows().get(2).pearson()).isCloseTo(1, within(1e-12));
    }

    @Test
    void whatDoesNotVaryHasNoCorrelation() {
        for (int d = 0; d < 4; d++) {
            quirk("d" + d, (double) d);
            auc("d" + d, DETECTOR, 1.0);
        }

        CorrelationRow row = rows().get(0);

        assertThat(row.pearson()).isNull();
        assertThat(row.p()).isNull();
        assertThat(row.note()).isEqualTo("n/a: AUC or quirkiness is the same everywhere");
    }

    @Test
    void aDatasetWithoutAreaOrQuirkinessMakesNoPair() {
        for (int d = 0; d < 5; d++) {
            quirk("d" + d, d == 0 ? null : Double.valueOf(d));
            auc("d" + d, DETECTOR, d == 1 ? null : Double.valueOf(0.5 + 0.01 * d * d));
        }

        assertThat(rows().get(0).n()).isEqualTo(3);
    }

    private List<CorrelationRow> rows() {
        return Correlations.of(auc, quirkiness, separation);
    }

    private static ScoreKey layer(int layer) {
        return ScoreKey.of(
                DETECTOR.feature(), DETECTOR.detector(), DETECTOR.params(), DETECTOR.mode(), Integer.toString(layer));
    }

    private void quirk(String dataset, @Nullable Double q) {
        quirkiness.add(ResultRowsOf.quirkiness(dataset, "quirky", null, q));
    }

    private void separation(String dataset, int layer, double s) {
        separation.add(
                new SeparationRow("m", dataset, "quirky", DETECTOR.feature(), Integer.toString(layer), s, s / 4));
    }

    private void auc(String dataset, ScoreKey key, @Nullable Double area) {
        auc.add(ResultRowsOf.auc(dataset, "quirky", key, area));
    }
}
