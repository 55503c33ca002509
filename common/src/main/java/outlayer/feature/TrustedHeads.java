package outlayer.feature;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.linalg.Matrix;
import outlayer.lm.Point;
import outlayer.stats.Gaussian;

/**
 * What the heads find on trusted prompts, layer by layer: the mean, and the leading principal components of the vectors of the feature
 * heads. Immutable and safe to share.
 */
public final class TrustedHeads implements Serializable {

    /** How many components count, as published. */
    public static final int COMPONENTS = 10;

    /** One layer: mean [H D], components [up to 10, H D] of unit length, and the mean's share of each. */
    static final class Layer implements Serializable {

        private final double[] mean;
        private final Matrix components;
        private final double[] shares;

        private Layer(Gaussian gaussian) {
            int d = gaussian.dimension();
            int count = Math.min(COMPONENTS, gaussian.spectrum().values().length);
            double[] leading = new double[count * d];
            System.arraycopy(gaussian.spectrum().vectors().values(), 0, leading, 0, leading.length);
            mean = gaussian.mean();
            components = Matrix.of(count, d, leading);
            shares = new double[count];
            for (int k = 0; k < count; k++) {
                for (int j = 0; j < d; j++) {
                    shares[k] += leading[k * d + j] * mean[j];
                }
            }
        }

        double[] mean() {
            return mean;
        }

        /** Fewer than 10 where the vectors vary along fewer directions. */
        Matrix components() {
            return components;
        }

        /** v_k . mean. */
        double[] shares() {
            return shares;
        }
    }

    private static final TrustedHeads NONE = new TrustedHeads(new TreeMap<>());

    private final SortedMap<Integer, Layer> layers;

    private TrustedHeads(SortedMap<Integer, Layer> layers) {
        this.layers = Collections.unmodifiableSortedMap(layers);
    }

    /** No layer, which is enough for ablations that need none. */
    public static TrustedHeads none() {
        return NONE;
    }

    /** These and one more layer, with the mean and the leading components of its trusted vectors. */
    public TrustedHeads with(int layer, Gaussian heads) {
        var more = new TreeMap<>(layers);
        more.put(layer, new Layer(heads));
        return new TrustedHeads(more);
    }

    /** What an ablation needs of a layer; null where it needs none. */
    @Nullable
    Layer layer(int layer, Ablation ablation) {
        if (!ablation.needsTrusted()) {
            return null;
        }
        Layer found = layers.get(layer);
        if (found == null) {
            throw new IllegalArgumentException("Ablation " + ablation.key() + " at layer " + layer
                    + " has no fit of the feature heads, only at layers " + layers.keySet()
                    + "; name that layer in extract.features.heads and run the stages 'extract' and 'effects' again");
        }
        return found;
    }

    /** Stops where a layer was fitted to vectors of another model. */
    void requireFits(ModelConfig config) {
        int d = Point.HEADS.width(config);
        layers.forEach((layer, fitted) -> {
            if (fitted.mean.length != d) {
                throw new IllegalArgumentException("Layer " + layer + ": the fit of the feature heads has dimension "
                        + fitted.mean.length + ", the model's heads have " + config.heads() + " x "
                        + config.headSize() + " = " + d + "; was the fit made with another model?");
            }
        });
    }
}
