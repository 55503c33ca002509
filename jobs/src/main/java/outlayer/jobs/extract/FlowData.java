package outlayer.jobs.extract;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import outlayer.checkpoint.ModelConfig;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.FeatureOptions;
import outlayer.jobs.settings.FlowSettings;
import outlayer.lm.Point;
import outlayer.quirky.Part;

/** What the flows are trained on: the residual stream of the bases at the flows' layers, on prompts that no detector is judged by. */
final class FlowData {

    /** Names the feature in tables. */
    static final String FEATURE = "flow-data";

    private FlowData() {}

    static List<ExtractUnit> units(
            RunDirectory run, Experiment experiment, PlannedDevice device, Map<String, ModelConfig> models)
            throws IOException {
        FlowSettings flow = experiment.flow();
        if (flow == null || experiment.score().fits() != null) {
            return List.of(); // there are none, or they come trained
        }
        FeatureOptions feature = new FeatureOptions(FEATURE, Point.RESIDUAL, flow.layers(), flow.positions());
        ExtractOptions options = experiment.extract().ofFlows(feature, Part.TRAIN);
        return ExtractPlan.units(run, experiment, options, shards(run, experiment, flow), device, models);
    }

    private static List<Shard> shards(RunDirectory run, Experiment experiment, FlowSettings flow) {
        if (flow.data().equals(FlowSettings.TRAIN)) {
            return Shard.all(run, experiment, List.of(Part.TRAIN));
        }
        return Shard.all(run, experiment, Arrays.asList(Part.values()), flow.data());
    }
}
