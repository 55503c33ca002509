package outlayer.lm;

import java.io.Serializable;
import outlayer.checkpoint.ModelConfig;

/**
 * A linear function of what one point holds at the last token: w . x + b, the log-odds of a class where it was fitted by logistic
 * regression. The array is shared with whoever made it, who does not write afterwards. Probes are told apart by identity.
 */
public final class LinearProbe implements Serializable {

    private final Point point;
    private final int layer;
    private final double[] weights;
    private final double intercept;

    /** @param weights w, of the point's width */
    public LinearProbe(Point point, int layer, double[] weights, double intercept) {
        this.point = point;
        this.layer = layer;
        this.weights = weights;
        this.intercept = intercept;
    }

    public Point point() {
        return point;
    }

    /** See {@link Point} for the numbering. */
    public int layer() {
        return layer;
    }

    public double[] weights() {
        return weights;
    }

    public double intercept() {
        return intercept;
    }

    /** Stops where it cannot read that model. */
    public void requireFits(ModelConfig config) {
        if (layer < 0 || layer >= point.layers(config)) {
            throw new IllegalArgumentException(
                    this + ": the model has layers 0 to " + (point.layers(config) - 1) + " of " + point.key());
        }
        if (weights.length != point.width(config)) {
            throw new IllegalArgumentException(this + " has " + weights.length + " weights, expected "
                    + point.width(config) + "; was it fitted with another model?");
        }
    }

    @Override
    public String toString() {
        return "Probe on layer " + layer + " of " + point.key();
    }
}
