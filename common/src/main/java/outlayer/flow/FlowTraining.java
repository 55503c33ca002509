package outlayer.flow;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import outlayer.torch.Device;

/** One training of a flow, to its end. */
public final class FlowTraining {

    private FlowTraining() {}

    /**
     * The trained flow then stands in {@link FlowKeeping#flow}.
     *
     * @param origin what the rows are (model, dataset, layer, …); stored with the flow, and a checkpoint of another origin is refused
     * @param watcher hears of every point of the learning curve as it is measured
     */
    public static FlowCurve run(
            Rows rows,
            FlowOptions options,
            Map<String, String> origin,
            Device device,
            FlowKeeping keeping,
            Consumer<FlowPoint> watcher)
            throws IOException {
        throw new UnsupportedOperationException("Not there yet");
    }
}
