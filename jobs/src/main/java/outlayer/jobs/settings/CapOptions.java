package outlayer.jobs.settings;

import java.io.Serializable;

/**
 * What a stage may cost at most, by its own estimate, before anything runs.
 *
 * @param outputBytes that may be written
 * @param deviceBytes of memory that a model and one batch may need; {@link Long#MAX_VALUE} where nothing is said
 */
public record CapOptions(long outputBytes, long deviceBytes) implements Serializable {

    /** Two keys of the block that it stands in. */
    static CapOptions of(Block block) {
        return new CapOptions(
                block.bytes("max-output"),
                block.has("max-device-memory") ? block.bytes("max-device-memory") : Long.MAX_VALUE);
    }
}
