package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which layers of a point are kept, before it is known how many a model has. */
public sealed interface LayerChoice extends Serializable {

    /** Their numbers, ascending, in a model that has that many layers at the point. */
    List<Integer> of(int layers);

    /** Every layer. */
    record All() implements LayerChoice {
        @Override
        public List<Integer> of(int layers) {
            return IntStream.range(0, layers).boxed().toList();
        }
    }

    /**
     * Layers by number.
     *
     * @param layers ascending, from 0
     */
    record Numbers(List<Integer> layers) implements LayerChoice {

        public Numbers {
            layers = List.copyOf(layers);
            if (layers.isEmpty()
                    || layers.get(0) < 0
                    || !List.copyOf(new TreeSet<>(layers)).equals(layers)) {
                throw new IllegalArgumentException(
                        "layers are " + layers + ", expected `all`, or one or more numbers, ascending from 0");
            }
        }

        @Override
        public List<Integer> of(int count) {
            int highest = layers.get(layers.size() - 1);
            if (highest >= count) {
                throw new IllegalArgumentException(
                        "layer " + highest + " is asked for, the model has layers 0 to " + (count - 1));
            }
            return layers;
        }
    }

    /**
     * Layers by depth: the one nearest to {@code depth (layers - 1)}. Of a model of 32 blocks, whose residual has layers 0 to 32, 0.75 is
     * layer 24: what block 23 wrote.
     *
     * @param depths from 0, the first layer, to 1, the last
     */
    record Depths(List<Double> depths) implements LayerChoice {

        public Depths {
            depths = List.copyOf(depths);
            if (depths.isEmpty() || !depths.stream().allMatch(depth -> depth >= 0 && depth <= 1)) {
                throw new IllegalArgumentException("depths are " + depths
                        + ", expected one or more numbers from 0 (the first layer) to 1 (the last)");
            }
        }

        @Override
        public List<Integer> of(int layers) {
            return depths.stream()
                    .map(depth -> (int) Math.round(depth * (layers - 1)))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    static LayerChoice of(Block block) {
        if (block.has("depths")) {
            if (block.has("layers")) {
                throw new IllegalArgumentException("has both `layers` and `depths`, expected one of them");
            }
            return new Depths(block.numbers("depths"));
        }
        if (!block.has("layers")) {
            return new All();
        }
        if (block.isList("layers")) {
            return new Numbers(block.integers("layers"));
        }
        String text = block.text("layers");
        if (!text.equals("all")) {
            throw new IllegalArgumentException("layers is \"" + text + "\", expected `all` or a list of numbers");
        }
        return new All();
    }
}
