package outlayer.training;

import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.CheckpointStore;

/**
 * What a training leaves behind on its way.
 *
 * @param directory local files
 * @param store where they survive a break
 * @param interval how often, beside at every evaluation
 * @param states which judged states stay to the end
 */
public record Keeping(TrainingDirectory directory, CheckpointStore store, CheckpointInterval interval, States states) {

    /** Which judged states stay. */
    public enum States {
        CHOSEN,
        ALL
    }
}
