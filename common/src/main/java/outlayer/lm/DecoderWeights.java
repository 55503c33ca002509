package outlayer.lm;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Tensor;
import outlayer.checkpoint.WeightLayout;
import outlayer.torch.ScriptModule;
import outlayer.torch.Torch;

/** The weights of a decoder on its device: one array per entry of the checkpoint's layout, and the same as the script takes them. */
final class DecoderWeights {

    /** Gives the values of one weight. */
    interface Source {
        Tensor tensor(WeightLayout.Weight weight) throws IOException;
    }

    private final List<WeightLayout.Weight> layout;
    /** Reachable as long as what it has loaded. */
    private final WeightLoader loader;

    private final List<NDArray> arrays = new ArrayList<>();
    private final List<NDArray> arguments = new ArrayList<>();
    private final int[] order;

    /** @param owned whether each array has memory of its own, in which it may be trained */
    DecoderWeights(ModelConfig config, WeightLoader loader, Precision precision, Source source, boolean owned)
            throws IOException {
        this.layout = WeightLayout.of(config);
        this.loader = loader;
        for (WeightLayout.Weight weight : layout) {
            NDArray array = this.loader.load(source.tensor(weight), precision);
            arrays.add(owned ? owned(array) : array);
        }
        order = WeightOrder.of(config);
        NDArray empty = this.loader.empty(precision);
        for (int place : order) {
            arguments.add(place == WeightOrder.EMPTY ? empty : arrays.get(place));
        }
        ScriptModule.asList("weights", arguments);
    }

    /** A copy in libtorch's own memory, aligned always alike: matrix products round by alignment. */
    static NDArray owned(NDArray array) {
        try (array) {
            return array.duplicate();
        }
    }

    /** The trainable arrays, one per entry of the layout. */
    List<NDArray> arrays() {
        return arrays;
    }

    /** In the order of the script's list. */
    List<NDArray> arguments() {
        return arguments;
    }

    /** Copies of all weights by name. */
    SortedMap<String, Tensor> tensors() {
        var tensors = new TreeMap<String, Tensor>();
        for (int i = 0; i < layout.size(); i++) {
            WeightLayout.Weight weight = layout.get(i);
            tensors.put(weight.name(), Tensor.of(weight.shape(), Torch.floats(arrays.get(i))));
        }
        return tensors;
    }

    /** Sums gradients that came in the script's order into one per entry of the layout: a tied embedding has two parts. */
    List<NDArray> inLayoutOrder(List<NDArray> gradients) {
        NDArray[] sums = new NDArray[arrays.size()];
        Iterator<NDArray> next = gradients.iterator();
        for (int place : order) {
            if (place != WeightOrder.EMPTY) {
                NDArray gradient = next.next();
                sums[place] = sums[place] == null ? gradient : sums[place].addi(gradient);
            }
        }
        return List.of(sums);
    }
}
