package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fits score.
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

    /** Stops where a feature is made from trusted vectors or flows of its own run, so that another run's fits mean nothing for it. */
    void requireFor(EffectsOptions effects, @Nullable FlowSettings flow) {
        List<String> bound = new ArrayList<>(effects.ofTrusted());
        if (flow != null) {
            bound.addAll(flow.features());
        }
        if (fits != null && !bound.isEmpty()) {
            throw new IllegalArgumentException("score.fits names the fits of another run, " + fits
                    + ", but the features " + bound
                    + " are made from trusted vectors and flows of their own run, expected points of the model, sae, contrast,"
                    + " rephrase, attribution-zero, attribution-gradient-norm, and what is merged or concatenated of them;"
                    + " leave the others out of this experiment");
        }
    }
}
