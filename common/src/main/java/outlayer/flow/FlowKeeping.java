package outlayer.flow;

import java.nio.file.Path;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.CheckpointStore;

/**
 * What a flow's training leaves behind on its way.
 *
 * @param directory local files, empty at first; {@code flow.safetensors} in it is the result
 * @param store where they survive a break
 * @param interval how often, beside at every judgement
 */
public record FlowKeeping(Path directory, CheckpointStore store, CheckpointInterval interval) {

    /** Where the flow of lowest validation loss is after the training. */
    public Path flow() {
        return directory.resolve("flow.safetensors");
    }
}
