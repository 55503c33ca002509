package outlayer.jobs.extract;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.settings.FeatureOptions;

/**
 * One shard as one model read it, with the vectors of one feature, for the stages that follow. The rows of all its tables stand in the
 * shard's order.
 *
 * @param key of the unit that made the vectors
 * @param layers of the vectors, ascending
 * @param answers the table of predictions; null where log-odds were not asked for, or the feature's stage asks for none
 * @param vectors the wide table of the feature
 */
public record Reading(
        String model,
        String variant,
        Shard shard,
        String feature,
        String key,
        List<Integer> layers,
        @Nullable RunFile answers,
        RunFile vectors)
        implements Serializable {

    /** Name of the feature: the residual stream at the last token. */
    public static final String ACTIVATIONS = FeatureOptions.ACTIVATIONS;

    /** To whom it belongs. */
    public Readings.Group group() {
        return new Readings.Group(model, shard.dataset(), variant);
    }

    /** What the model answered, which must have been asked. */
    public RunFile predictions() {
        if (answers == null) {
            throw new IllegalArgumentException("Model " + model + " was not asked for answers to " + shard.dataset()
                    + " " + shard.part().key() + ": set extract.log-odds = true and run the stage 'extract' again");
        }
        return answers;
    }
}
