package outlayer.lm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a forward pass over n prompts gave: the log-odds of the answers where they were asked for, and the vectors of every tap.
 *
 * <p>Rows are the prompts, or with {@link Positions#ALL} the tokens of all prompts one after another. Arrays are not copied.
 */
public final class Readout {

    private final double[] logOdds;
    private final int rows;
    private final Map<Point, Map<Integer, float[]>> vectors = new TreeMap<>();

    /**
     * @param logOdds [n], or empty where none were asked for
     * @param rows of every matrix
     */
    public Readout(double[] logOdds, int rows) {
        this.logOdds = logOdds;
        this.rows = rows;
    }

    /** Adds the vectors of one tap, [rows, width] in row-major order. */
    public Readout with(Point point, int layer, float[] values) {
        if (rows == 0 || values.length % rows != 0) {
            throw new IllegalArgumentException("Layer " + layer + " of " + point.key() + " has " + values.length
                    + " values, expected a multiple of " + rows + " rows");
        }
        vectors.computeIfAbsent(point, p -> new TreeMap<>()).put(layer, values);
        return this;
    }

    public int rows() {
        return rows;
    }

    /** logit(yes) - logit(no) per prompt. [n], or empty */
    public double[] logOdds() {
        return logOdds;
    }

    /** Vectors of one tap. [rows, width] */
    public float[] vectors(Point point, int layer) {
        float[] values = vectors.getOrDefault(point, Map.of()).get(layer);
        if (values == null) {
            throw new IllegalArgumentException(
                    "Layer " + layer + " of " + point.key() + " was not asked for; there are " + layers(point));
        }
        return values;
    }

    /** Layers of a point that were asked for, ascending. */
    public List<Integer> layers(Point point) {
        return List.copyOf(vectors.getOrDefault(point, Map.of()).keySet());
    }

    /** Residual stream after {@code layer} blocks. [rows, d] */
    public float[] residual(int layer) {
        return vectors(Point.RESIDUAL, layer);
    }
}
