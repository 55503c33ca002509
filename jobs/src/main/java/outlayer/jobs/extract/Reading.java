package outlayer.jobs.extract;

import java.io.Serializable;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.VectorTable;

/**
 * One shard as one model read it, for the stages that follow. The rows of all its tables stand in the shard's order.
 *
 * @param vectors the wide table of the feature `activations`
 */
public record Reading(
        String model, String variant, Shard shard, String key, int layers, RunFile predictions, RunFile vectors)
        implements Serializable {

    /** Name of the feature: the residual stream at the last token. */
    public static final String ACTIVATIONS = "activations";

    /** Counts of an extract unit's manifest. */
    static final String LAYERS = "layers";

    static Reading of(RunDirectory run, ExtractUnit unit, Manifest manifest) {
        return new Reading(
                unit.model(),
                unit.variant(),
                unit.shard(),
                manifest.key(),
                Math.toIntExact(manifest.count(LAYERS)),
                run.file(manifest, PredictionTable.FILE),
                run.file(manifest, VectorTable.fileName(ACTIVATIONS)));
    }
}
