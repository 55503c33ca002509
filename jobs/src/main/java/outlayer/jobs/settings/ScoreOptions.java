package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fits score. Those of an earlier run bring with them what its vectors were made with: trusted heads, probes, flows.
 *
 * @param fits the run that they belong to, {@code ROOT} or {@code ROOT#ID}; null: those of this experiment
 */
public record ScoreOptions(@Nullable String fits) implements Serializable {

    static ScoreOptions of(Block block) {
        return new ScoreOptions(block.has("fits") && !block.text("fits").isBlank() ? block.text("fits") : null);
    }

    /** Whether the stages need fits of this experiment. */
    boolean needFits(List<String> stages) {
        return fits == null || stages.contains("fit");
    }
}
