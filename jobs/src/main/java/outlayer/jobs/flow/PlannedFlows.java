package outlayer.jobs.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import outlayer.flow.FlowOptions;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.earlier.TakenUnit;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FlowSettings;
import outlayer.jobs.settings.ModelOptions;
import outlayer.jobs.work.DependentUnit;
import outlayer.quirky.ContentHash;

/** The flows of an experiment, whether they are trained or not; those of an earlier run where its fits score. */
public final class PlannedFlows {

    private final List<? extends DependentUnit> units;

    private PlannedFlows(List<? extends DependentUnit> units) {
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
        Optional<EarlierRun> earlier = EarlierRun.of(experiment, run.configuration());
        if (earlier.isPresent()) {
            return taken(earlier.get(), experiment);
        }
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

    private static PlannedFlows taken(EarlierRun earlier, Experiment experiment) {
        List<TakenUnit> units = new ArrayList<>();
        for (ModelOptions model : experiment.models()) {
            List<TakenUnit> its = earlier.take(
                    FlowJob.STAGE, unit -> model.name().equals(unit.labels().get("model")));
            if (its.isEmpty()) {
                throw new IllegalArgumentException("The features " + FlowSettings.LATENTS + " and "
                        + FlowSettings.LIKELIHOOD + " of " + model.name() + " need flows, of which " + earlier
                        + " has none; name a run that trained them, or set flow = null");
            }
            units.addAll(its);
        }
        return new PlannedFlows(units);
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

    List<? extends DependentUnit> units() {
        return units;
    }

    /** Units of {@link FlowUnit} on one model, lowest layer first. */
    public List<UnitSpec> on(String model) {
        return units.stream()
                .map(DependentUnit::spec)
                .filter(unit -> model.equals(unit.labels().get("model")))
                .sorted(Comparator.comparingInt(FlowUnit::layer))
                .toList();
    }
}
