package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckpointRowTest {

    private static final ScoreKey FIRST =
            ScoreKey.of("activations", "mahalanobis", "", "online", "all").aggregate("mean");
    private static final ScoreKey SECOND = ScoreKey.of("activations", "lof", "", "online", "all");

    private final List<AucRow> auc = new ArrayList<>();
    private final List<QuirkinessRow> quirkiness = new ArrayList<>();

    @Test
    void aCurveGoesFromTheBaseOverItsStepsToTheChosenWeights() {
        judged("addition", "quirky", null, 4);
        judged("addition", "step-16", 16L, 2);
        judged("addition", "base", null, -1);
        judged("addition", "step-4", 4L, 0);

        assertThat(CheckpointRow.of(auc, quirkiness))
                .extracting(CheckpointRow::detector, CheckpointRow::step, CheckpointRow::quirkiness, CheckpointRow::auc)
                .containsExactly(
                        tuple("mahalanobis", 0L, -1.0, 0.4),
                        tuple("mahalanobis", 4L, 0.0, 0.5),
                        tuple("mahalanobis", 16L, 2.0, 0.7),
                        tuple("mahalanobis", null, 4.0, 0.9),
                        tuple("lof", 0L, -1.0, 0.4),
                        tuple("lof", 4L, 0.0, 0.5),
                        tuple("lof", 16L, 2.0, 0.7),
                        tuple("lof", null, 4.0, 0.9));
    }

    @Test
    void aTrainingWithoutJudgedCheckpointsHasNoCurve() {
        judged("addition", "step-16", 16L, 2);
        judged("subtraction", "quirky", null, 4);
        judged("subtraction", "base", null, -1);

        assertThat(CheckpointRow.of(auc, quirkiness))
                .extracting(CheckpointRow::dataset)
                .containsOnly("addition");
    }

    @Test
    void layersAndOtherAggregationsAreNotInIt() {
        judged("addition", "step-16", 16L, 2);
        auc.add(ResultRowsOf.auc("addition", "step-16", ScoreKey.of("activations", "lof", "", "online", "3"), 0.9));
        auc.add(ResultRowsOf.auc("addition", "step-16", SECOND.aggregate("z-max"), 0.9));

        assertThat(CheckpointRow.of(auc, quirkiness)).hasSize(2);
    }

    private void judged(String dataset, String variant, @Nullable Long step, double q) {
        quirkiness.add(ResultRowsOf.quirkiness(dataset, variant, step, q));
        auc.add(ResultRowsOf.auc(dataset, variant, FIRST, (5 + q) / 10));
        auc.add(ResultRowsOf.auc(dataset, variant, SECOND, (5 + q) / 10));
    }
}
