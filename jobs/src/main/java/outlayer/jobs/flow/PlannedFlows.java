package outlayer.jobs.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import outlayer.flow.FlowOptions;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FlowSettings;
import outlayer.quirky.ContentHash;

/** The flows of an experiment, whether they are trained or not. */
public final class PlannedFlows {

    private final List<FlowUnit> units;

    private PlannedFlows(List<FlowUnit> units) {
        this.units = units;
    }

    /** As the stages that follow plan them. */
    public static PlannedFlows of(RunDirectory run, Experiment experiment, Extracted extracted) throws IOException {
        return of(run, experiment, extracted, PlannedDevice.CPU);
    }

    /**
     * Where the device is `auto`, flows of either kind of device will do if all of them are published.
     *
     * @param application what `auto` is for those that are not published
     */
    static PlannedFlows of(RunDirectory run, Experiment experiment, Extracted extracted, PlannedDevice application)
            throws IOException {
        FlowSettings settings = Objects.requireNonNull(experiment.flow(), "flow is off");
        Map<String, List<PlannedReading>> byModel = new LinkedHashMap<>();
        for (PlannedReading reading : extracted.flowData()) {
            byModel.computeIfAbsent(reading.group().model(), model -> new ArrayList<>())
                    .add(reading);
        }
        if (!settings.device().equals(PlannedDevice.AUTO)) {
            return new PlannedFlows(
                    units(byModel, settings, experiment.run().seed(), new PlannedDevice(settings.device())));
        }
        for (PlannedDevice device : List.of(PlannedDevice.GPU, PlannedDevice.CPU)) {
            List<FlowUnit> there = units(byModel, settings, experiment.run().seed(), device);
            if (run.published(there.stream().map(FlowUnit::spec).toList()).size() == there.size()) {
                return new PlannedFlows(there);
            }
        }
        return new PlannedFlows(units(byModel, settings, experiment.run().seed(), application));
    }

    private static List<FlowUnit> units(
            Map<String, List<PlannedReading>> byModel, FlowSettings settings, long seed, PlannedDevice device) {
        List<FlowUnit> units = new ArrayList<>();
        byModel.forEach((model, data) -> {
            for (int layer : data.get(0).layers()) {
                long own = ContentHash.of(Long.toString(seed), model, Integer.toString(layer), FlowJob.STAGE);
                FlowOptions options = settings.training(own);
                units.add(new FlowUnit(model, layer, data, settings.positions(), options, device, settings.interval()));
            }
        });
        return units;
    }

    public List<FlowUnit> units() {
        return units;
    }

    /** Those of one model, lowest layer first. */
    public List<FlowUnit> on(String model) {
        return units.stream().filter(unit -> unit.model().equals(model)).toList();
    }
}
