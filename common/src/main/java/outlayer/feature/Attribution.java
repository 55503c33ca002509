package outlayer.feature;

import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.Gradients;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Taps;

/**
 * How much the answers' log-odds Y would change, to first order, were what each head of a layer found replaced ({@link Ablation}):
 * E_h = (a* - a)_h . (dY/da)_h with a the input of o_proj, [H D], at the last token (METHODS.md 3.2). One vector per layer: H numbers, or 10 H,
 * all heads of the first principal component first.
 */
public final class Attribution implements Effect {

    private final PatchedHeads patched;

    /**
     * At some layers of a model.
     *
     * @param layers see {@link Point} for their numbering
     * @param trusted of all these layers, where the ablation {@linkplain Ablation#needsTrusted needs them}
     * @param config of the model
     */
    public Attribution(Ablation ablation, List<Integer> layers, TrustedHeads trusted, ModelConfig config) {
        patched = new PatchedHeads(ablation, layers, trusted, config);
    }

    /** The feature's name for an ablation: {@code attribution}, {@code attribution-zero} … */
    public static String name(Ablation ablation) {
        return ablation.named("attribution");
    }

    /** Numbers in a vector, the same at every layer. */
    public static int width(Ablation ablation, ModelConfig config) {
        return HeadEffects.width(ablation, config.heads());
    }

    @Override
    public String name() {
        return name(patched.ablation());
    }

    @Override
    public List<Integer> layers() {
        return patched.layers();
    }

    @Override
    public int width(int layer, ModelConfig config) {
        return patched.width();
    }

    @Override
    public Taps taps() {
        return patched.taps();
    }

    @Override
    public List<LinearProbe> probes() {
        return List.of();
    }

    @Override
    public void requireFits(ModelConfig config) {
        patched.requireFits(config);
    }

    @Override
    public float[] vectors(int layer, Gradients gradients) {
        int width = patched.width();
        double[] effects = new double[gradients.values().rows() * width];
        patched.add(layer, gradients.values(), gradients.ofLogOdds(), 1, effects, width, 0);
        return PatchedHeads.floats(effects);
    }
}
