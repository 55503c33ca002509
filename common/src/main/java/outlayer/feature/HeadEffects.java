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
        return switch (ablation) {
            case MEAN -> replaced(required().mean(), values, slopes, from);
            case ZERO -> replaced(new double[d], values, slopes, from);
            case PCS, PCS_PUBLISHED -> components(required(), values, slopes, from);
            case GRADIENT_NORM -> squares(slopes, from, d);
        };
    }

    private double[] replaced(double[] by, float[] values, float[] slopes, int from) {
        double[] effects = new double[heads];
        int size = by.length / heads;
        for (int h = 0; h < heads; h++) {
            for (int j = h * size; j < (h + 1) * size; j++) {
                effects[h] += (by[j] - values[from + j]) * slopes[from + j];
            }
        }
        return effects;
    }

    /** (m_k - v_k . a) (v_k)_h . g_h, or as published (1 + m_k - v_k . a) (v_k)_h . g_h - a_h . g_h. */
    private double[] components(TrustedHeads.Layer layer, float[] values, float[] slopes, int from) {
        double[] effects = new double[width(ablation, heads)];
        Matrix components = layer.components();
        double[] v = components.values();
        int d = components.cols();
        int size = d / heads;
        double[] toZero = replaced(new double[d], values, slopes, from);
        for (int k = 0; k < components.rows(); k++) {
            double missing = layer.shares()[k] - product(v, k * d, values, from, d);
            for (int h = 0; h < heads; h++) {
                double slope = product(v, k * d + h * size, slopes, from + h * size, size);
                effects[k * heads + h] = ablation == Ablation.PCS ? missing * slope : (1 + missing) * slope + toZero[h];
            }
        }
        return effects;
    }

    private double[] squares(float[] slopes, int from, int d) {
        double[] effects = new double[heads];
        int size = d / heads;
        for (int h = 0; h < heads; h++) {
            for (int j = from + h * size; j < from + (h + 1) * size; j++) {
                effects[h] += slopes[j] * (double) slopes[j];
            }
        }
        return effects;
    }

    private static double product(double[] x, int xFrom, float[] y, int yFrom, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += x[xFrom + j] * y[yFrom + j];
        }
        return sum;
    }

    private TrustedHeads.Layer required() {
        if (trusted == null) {
            throw new IllegalStateException("Ablation " + ablation.key() + " was made without trusted vectors");
        }
        return trusted;
    }
}
