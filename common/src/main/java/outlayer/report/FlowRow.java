package outlayer.report;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of {@code flows.csv}; the components are the columns, in order, and {@link outlayer.flow.FlowPoint} defines them. */
public record FlowRow(
        String model,
        int layer,
        int step,
        long rows,
        @Nullable Double learningRate,
        @Nullable Double trainLoss,
        @Nullable Double gradientNorm,
        double validationLoss,
        boolean kept) {

    static Stream<FlowRow> of(TrainedFlow flow) {
        return flow.points().stream()
                .map(point -> new FlowRow(
                        flow.model(),
                        flow.layer(),
                        point.step(),
                        point.rows(),
                        point.learningRate(),
                        point.trainLoss(),
                        point.gradientNorm(),
                        point.validationLoss(),
                        point.step() == flow.keptStep()));
    }
}
