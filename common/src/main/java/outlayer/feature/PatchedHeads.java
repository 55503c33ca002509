package outlayer.feature;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.Point;
import outlayer.lm.Readout;
import outlayer.lm.Taps;

/** An ablation of every head of some layers of a model. */
final class PatchedHeads implements Serializable {

    private final Ablation ablation;
    private final int heads;
    private final TrustedHeads trusted;
    private final SortedMap<Integer, HeadEffects> layers = new TreeMap<>();

    PatchedHeads(Ablation ablation, List<Integer> layers, TrustedHeads trusted, ModelConfig config) {
        this.ablation = ablation;
        this.heads = config.heads();
        this.trusted = trusted;
        for (int layer : layers) {
            this.layers.put(layer, new HeadEffects(ablation, heads, trusted.layer(layer, ablation)));
        }
        requireFits(config);
    }

    Ablation ablation() {
        return ablation;
    }

    /** Ascending. */
    List<Integer> layers() {
        return List.copyOf(layers.keySet());
    }

    Taps taps() {
        return Taps.none().and(Point.HEADS, layers());
    }

    /** Effects of one layer. */
    int width() {
        return HeadEffects.width(ablation, heads);
    }

    void requireFits(ModelConfig config) {
        if (layers.isEmpty() || layers.firstKey() < 0 || layers.lastKey() >= config.blocks()) {
            throw new IllegalArgumentException("Ablation " + ablation.key() + " is asked for at layers " + layers()
                    + ", expected some of 0 to " + (config.blocks() - 1));
        }
        if (config.heads() != heads) {
            throw new IllegalArgumentException("Ablation " + ablation.key() + " was made for " + heads
                    + " heads a layer, the model has " + config.heads());
        }
        trusted.requireFits(config);
    }

    /**
     * Adds, for every prompt, effects of one layer, times a sign.
     *
     * @param slopes derivatives of what the effects are on
     * @param into [n, stride], of which the columns from {@code column} on are added to
     */
    void add(int layer, Readout values, Readout slopes, double sign, double[] into, int stride, int column) {
        HeadEffects effects = layers.get(layer);
        if (effects == null) {
            throw new IllegalArgumentException("Ablation " + ablation.key() + " was not asked for at layer " + layer
                    + "; it was at " + layers.keySet());
        }
        float[] found = values.vectors(Point.HEADS, layer);
        float[] derivatives = slopes.vectors(Point.HEADS, layer);
        for (int row = 0; row < values.rows(); row++) {
            double[] ofRow = effects.of(found, derivatives, row, values.rows());
            for (int k = 0; k < ofRow.length; k++) {
                into[row * stride + column + k] += sign * ofRow[k];
            }
        }
    }

    /** As tables store them. */
    static float[] floats(double[] sums) {
        float[] floats = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            floats[i] = (float) sums[i];
        }
        return floats;
    }
}
