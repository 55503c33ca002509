package outlayer.jobs.settings;

import java.io.Serializable;

/**
 * Probes that tell wrong answers from right ones.
 *
 * @param pairs a contrast set that ships, by name, or the path of one's own
 */
public record ContrastOptions(String pairs) implements Serializable {

    static ContrastOptions of(Block block) {
        return new ContrastOptions(block.text("pairs"));
    }
}
