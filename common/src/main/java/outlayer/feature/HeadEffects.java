package outlayer.feature;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import outlayer.linalg.Matrix;

/**
 * Effects of an ablation at one layer, head by head, to first order: E_h = (a* - a)_h . (dY/da)_h with a what the heads found, [H D]
 * (attribution patching, Nanda 2023; METHODS.md 3.2). With components, all heads of the first come first; where there are fewer than ten, the
 * effects of the others are 0, as of directions along which nothing varies. Sums are in double.
 */
final class HeadEffects implements Serializable {

    private final Ablation ablation;
    private final int heads;
    private final TrustedHeads.@Nullable Layer trusted;

    /** @param trusted null where the ablation needs none */
    HeadEffects(Ablation ablation, int heads, TrustedHeads.@Nullable Layer trusted) {
        this.ablation = ablation;
        this.heads = heads;
        this.trusted = trusted;
    }

    static int width(Ablation ablation, int heads) {
        return ablation.usesComponents() ? TrustedHeads.COMPONENTS * heads : heads;
    }

    /**
     * The effects of one prompt.
     *
     * @param values a of all prompts, [n, H D]
     * @param slopes dY/da of all prompts, [n, H D]
     * @param rows n
     */
    double[] of(float[] values, float[] slopes, int row, int rows) {
        int d = values.length / rows;
        int from = row * d;
        double[] effects = new double[width(ablation, heads)];
        switch (ablation) {
            case MEAN -> addReplaced(required().mean(), values, slopes, from, effects);
            case ZERO -> addReplaced(new double[d], values, slopes, from, effects);
            case PCS, PCS_PUBLISHED -> addComponents(required(), values, slopes, from, effects);
            case GRADIENT_NORM -> addSquares(slopes, from, d, effects);
        }
        return effects;
    }

    private void addReplaced(double[] by, float[] values, float[] slopes, int from, double[] effects) {
        for (int j = 0; j < by.length; j++) {
            effects[head(j, by.length)] += (by[j] - values[from + j]) * slopes[from + j];
        }
    }

    private void addComponents(TrustedHeads.Layer layer, float[] values, float[] slopes, int from, double[] effects) {
        Matrix components = layer.components();
        int d = components.cols();
        for (int k = 0; k < components.rows(); k++) {
            double share = 0;
            for (int j = 0; j < d; j++) {
                share += components.values()[k * d + j] * values[from + j];
            }
            double missing = layer.shares()[k] - share;
            for (int j = 0; j < d; j++) {
                double v = components.values()[k * d + j];
                double change = ablation == Ablation.PCS ? missing * v : (1 + missing) * v - values[from + j];
                effects[k * heads + head(j, d)] += change * slopes[from + j];
            }
        }
    }

    private void addSquares(float[] slopes, int from, int d, double[] effects) {
        for (int j = 0; j < d; j++) {
            effects[head(j, d)] += slopes[from + j] * (double) slopes[from + j];
        }
    }

    /** To which head number j of d belongs. */
    private int head(int j, int d) {
        return j / (d / heads);
    }

    private TrustedHeads.Layer required() {
        if (trusted == null) {
            throw new IllegalStateException("Ablation " + ablation.key() + " was made without trusted vectors");
        }
        return trusted;
    }
}
