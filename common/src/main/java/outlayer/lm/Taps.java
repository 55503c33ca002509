package outlayer.lm;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import outlayer.checkpoint.ModelConfig;

/**
 * What is taken out of a forward pass: at which points and layers, at which tokens.
 *
 * @param layers of each point, ascending; see {@link Point} for their numbering
 */
public record Taps(SortedMap<Point, List<Integer>> layers, Positions positions) {

    public Taps {
        var copy = new TreeMap<Point, List<Integer>>();
        layers.forEach((point, chosen) -> {
            if (chosen.isEmpty()
                    || chosen.get(0) < 0
                    || !List.copyOf(new TreeSet<>(chosen)).equals(chosen)) {
                throw new IllegalArgumentException(
                        "Layers of " + point.key() + " are " + chosen + ", expected one or more, ascending from 0");
            }
            copy.put(point, List.copyOf(chosen));
        });
        layers = copy;
    }

    /** The last token's residual at every layer. */
    public static Taps residuals(ModelConfig config) {
        return all(Point.RESIDUAL, config);
    }

    /** The last token at every layer of one point. */
    public static Taps all(Point point, ModelConfig config) {
        return none().and(
                        point, IntStream.range(0, point.layers(config)).boxed().toList());
    }

    /** Nothing: a pass for the log-odds alone. */
    public static Taps none() {
        return new Taps(new TreeMap<>(), Positions.LAST);
    }

    /** These, and some layers of a point. */
    public Taps and(Point point, List<Integer> chosen) {
        var more = new TreeMap<>(layers);
        more.merge(point, chosen, Taps::union);
        return new Taps(more, positions);
    }

    private static List<Integer> union(List<Integer> some, List<Integer> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    /** The same at other tokens. */
    public Taps at(Positions other) {
        return new Taps(layers, other);
    }

    /** How many blocks must run for these; throws where a layer is asked for that the model has not. */
    int blocks(ModelConfig config) {
        int blocks = 0;
        for (var entry : layers.entrySet()) {
            Point point = entry.getKey();
            int highest = entry.getValue().get(entry.getValue().size() - 1);
            if (highest >= point.layers(config)) {
                throw new IllegalArgumentException("Layer " + highest + " of " + point.key()
                        + " was asked for, the model has layers 0 to " + (point.layers(config) - 1));
            }
            blocks = Math.max(blocks, point == Point.RESIDUAL ? highest : highest + 1);
        }
        return blocks;
    }
}
