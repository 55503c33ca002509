package outlayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.training.CurvePoint;

class CheckpointsTest {

    /** Kept at step 7, judged at 0 (the base), 3 and 7 (the quirky model): places log2(step + 1) are 0, 2 and 3. */
    @Test
    void linesRunFromTheBaseOverTheCheckpointsToTheKeptWeights() {
        Figure figure = Checkpoints.choices(results(true, 3L)).get(0).figure();
        assertThat(lines(figure))
                .containsExactly(
                        "[[0,-2,0,\"base\"],[2,0.5,3,\"step-3\"],[3,4,7,\"quirky\"]]",
                        "[[0,0.5,0,\"base\"],[2,0.6,3,\"step-3\"],[3,0.9,7,\"quirky\"]]");
        assertThat(figure.alt())
                .contains(
                        "m, d: step 0 quirkiness -2.00, AUC 0.500; step 3 quirkiness 0.50, AUC 0.600; step 7 quirkiness"
                                + " 4.00, AUC 0.900.");
        assertThat(new SvgRenderer().render(figure)).contains("m: quirkiness", "m: ROC AUC");
    }

    @Test
    void keptWeightsOfAnotherRunStandNowhere() {
        assertThat(lines(Checkpoints.choices(results(false, 3L)).get(0).figure()))
                .containsExactly(
                        "[[0,-2,0,\"base\"],[2,0.5,3,\"step-3\"]]", "[[0,0.5,0,\"base\"],[2,0.6,3,\"step-3\"]]");
    }

    @Test
    void withoutCheckpointsThereIsNoFigure() {
        assertThat(Checkpoints.choices(results(true, null))).isEmpty();
        assertThat(Checkpoints.choices(new Results(FakeReport.demo()))).isEmpty();
    }

    private static Results results(boolean trained, @Nullable Long checkpoint) {
        List<AucRow> auc = new ArrayList<>();
        List<QuirkinessRow> quirkiness = new ArrayList<>();
        add(auc, quirkiness, "base", null, 0.5, -2);
        add(auc, quirkiness, "step-3", checkpoint, 0.6, 0.5);
        add(auc, quirkiness, "quirky", null, 0.9, 4);
        List<CurvePoint> points = List.of(point(0), point(7));
        return new Results(FakeReport.of(ResultRows.NONE
                .with(AucRow.class, auc)
                .with(QuirkinessRow.class, quirkiness)
                .with(TrainedCurve.class, trained ? List.of(new TrainedCurve("m", "d", points, 7)) : List.of())));
    }

    private static void add(
            List<AucRow> auc,
            List<QuirkinessRow> quirkiness,
            String variant,
            @Nullable Long step,
            double value,
            double quirk) {
        String method = "mahalanobis rcond=1e-5";
        auc.add(FakeReport.row("m", "d", variant, method, "aggregate", "mean", "all", value, 0.01, ""));
        quirkiness.add(
                new QuirkinessRow("m", "d", variant, step, 2, 1.0, 1.0, 0.1, 3.0, 0.2, 4.0, quirk, 7.0, -2.9, 1));
    }

    private static CurvePoint point(int step) {
        return new CurvePoint(step, step, null, null, null, 0.5, 0.5, 0.5, 0);
    }

    private static List<String> lines(Figure figure) {
        List<String> lines = new ArrayList<>();
        for (JsonElement series : figure.option().getAsJsonArray("series")) {
            if (series.getAsJsonObject().get("type").getAsString().equals("line")) {
                lines.add(series.getAsJsonObject().get("data").toString());
            }
        }
        return lines;
    }
}
