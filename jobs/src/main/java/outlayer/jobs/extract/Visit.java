package outlayer.jobs.extract;

import java.io.Serializable;
import outlayer.checkpoint.ModelConfig;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.models.ModelSource;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.UnitSpec;

/**
 * One shard through one variant of a model, as the stage plans it, for a stage that visits the model again.
 *
 * @param spec of the unit that reads it
 * @param answered whether that has its predictions
 */
public record Visit(
        Readings.Group group,
        Shard shard,
        ModelSource source,
        ModelConfig config,
        PlannedDevice device,
        UnitSpec spec,
        boolean answered)
        implements Serializable {}
