package outlayer.jobs.effects;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Ablation;
import outlayer.feature.Attribution;
import outlayer.feature.Effect;
import outlayer.feature.ProbeShift;
import outlayer.feature.TrustedHeads;
import outlayer.jobs.settings.LayerChoice;
import outlayer.jobs.settings.SettingsException;
import outlayer.lm.LinearProbe;

/**
 * One effect at known layers, before what it needs is fitted.
 *
 * @param layers of its vectors
 * @param patched layers whose heads are patched; the same for an attribution
 * @param reach null for an attribution
 */
record EffectShape(Ablation ablation, List<Integer> layers, List<Integer> patched, ProbeShift.@Nullable Reach reach)
        implements Serializable {

    static EffectShape attribution(Ablation ablation, List<Integer> layers) {
        return new EffectShape(ablation, layers, layers, null);
    }

    /** @param probes their layers */
    static EffectShape shift(Ablation ablation, List<Integer> patched, List<Integer> probes, ProbeShift.Reach reach) {
        return new EffectShape(ablation, probes, patched, reach);
    }

    /** Those that a model of so many blocks has. */
    static List<Integer> layers(String setting, LayerChoice choice, int blocks) {
        try {
            return choice.of(blocks);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("effects." + setting + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return reach == null ? Attribution.name(ablation) : ProbeShift.name(ablation);
    }

    /** Numbers in a vector of that layer. */
    int width(int layer, ModelConfig config) {
        int one = Attribution.width(ablation, config);
        return reach == null
                ? one
                : one * ProbeShift.patchedLayers(layer, patched, reach).size();
    }

    /** The effect itself; null where none of its probes could be fitted. */
    @Nullable
    Effect effect(TrustedHeads trusted, List<LinearProbe> probes, ModelConfig config) {
        if (reach == null) {
            return new Attribution(ablation, layers, trusted, config);
        }
        return probes.isEmpty() ? null : new ProbeShift(ablation, probes, patched, reach, trusted, config);
    }

    /** In keys: {@code probe-shift[4,8]}. */
    String text() {
        String at = name() + layers;
        return (reach == null ? at : at + " of " + patched + " " + reach).replace(", ", ",");
    }
}
