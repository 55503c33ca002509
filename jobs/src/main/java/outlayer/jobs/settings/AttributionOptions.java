package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.feature.Ablation;
import outlayer.feature.Attribution;

/**
 * Effects of heads on the answer.
 *
 * @param ablations each a feature of its own
 * @param layers of the heads
 */
public record AttributionOptions(List<Ablation> ablations, LayerChoice layers) implements Serializable {

    /** Null where no ablation is named: there is no attribution then. */
    static @Nullable AttributionOptions ifAny(Block block) {
        AttributionOptions options = new AttributionOptions(ablations(block), LayerChoice.of(block));
        return options.ablations.isEmpty() ? null : options;
    }

    static List<Ablation> ablations(Block block) {
        List<String> names = block.texts("ablations");
        return names.stream()
                .map(name -> Choice.of("ablations", name, Ablation.values(), Ablation::key))
                .toList();
    }

    /** Whether trusted vectors of the feature heads are needed. */
    boolean needsTrusted() {
        return ablations.stream().anyMatch(Ablation::needsTrusted);
    }

    public List<String> features() {
        return ablations.stream().map(Attribution::name).toList();
    }
}
