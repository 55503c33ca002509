package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import outlayer.feature.Ablation;
import outlayer.feature.ProbeShift;

/**
 * Shifts between heads' effects on probes and on the answer.
 *
 * @param ablations each a feature of its own
 * @param layers that are patched; probes stand on all of them that reach one
 */
public record ProbeShiftOptions(List<Ablation> ablations, LayerChoice layers, ProbeShift.Reach reach)
        implements Serializable {

    /** Null where no layers are named: it costs a backward pass for each, so that there is none by itself. */
    static @Nullable ProbeShiftOptions ifAny(Block block) {
        ProbeShiftOptions options = new ProbeShiftOptions(
                AttributionOptions.ablations(block),
                LayerChoice.of(block),
                Choice.of("reach", block.text("reach"), ProbeShift.Reach.values(), ProbeShiftOptions::key));
        return block.has("layers") || block.has("depths") ? options : null;
    }

    /**
     * The probes' layers: above the lowest that is patched, as published.
     *
     * @param patched ascending
     */
    public List<Integer> probes(List<Integer> patched) {
        return List.copyOf(patched.subList(1, patched.size()));
    }

    /** Whether trusted vectors of the feature heads are needed. */
    boolean needsTrusted() {
        return ablations.stream().anyMatch(Ablation::needsTrusted);
    }

    public List<String> features() {
        return ablations.stream().map(ProbeShift::name).toList();
    }

    private static String key(ProbeShift.Reach reach) {
        return reach.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
