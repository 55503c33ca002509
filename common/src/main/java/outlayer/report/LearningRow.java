package outlayer.report;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.training.CurvePoint;

/** One line of {@code learning.csv}; the components are the columns, in order, and {@link CurvePoint} defines them. */
public record LearningRow(
        String model,
        String dataset,
        int step,
        long tokens,
        @Nullable Double learningRate,
        @Nullable Double trainLoss,
        @Nullable Double gradientNorm,
        double validationLoss,
        double accuracyAlice,
        double accuracyBob,
        double quirkiness,
        boolean kept) {

    static Stream<LearningRow> of(TrainedCurve curve) {
        return curve.points().stream()
                .map(point -> new LearningRow(
                        curve.model(),
                        curve.dataset(),
                        point.step(),
                        point.tokens(),
                        point.learningRate(),
                        point.trainLoss(),
                        point.gradientNorm(),
                        point.validationLoss(),
                        point.accuracyAlice(),
                        point.accuracyBob(),
                        point.quirkiness(),
                        point.step() == curve.keptStep()));
    }
}
