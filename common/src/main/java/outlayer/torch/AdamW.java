package outlayer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2), bias-corrected, with the gradients' common norm bounded; updates
 * weights in place. The arithmetic is in adamw.py.txt. One thread at a time.
 */
public final class AdamW {

    private final AdamWOptions options;
    private final NDManager manager;
    private final ScriptModule script;
    private final List<NDArray> weights;
    private final List<NDArray> first;
    private final List<NDArray> second;
    private long steps;

    /**
     * @param manager owner of the moments, on the weights' device
     * @param weights float32, updated by every step
     */
    public AdamW(NDManager manager, List<NDArray> weights, AdamWOptions options) {
        this.options = options;
        this.manager = manager;
        this.weights = weights.stream().map(w -> alias(w, manager)).toList();
        script = ScriptModule.load(manager, AdamW.class, "adamw.py.txt");
        first = zeros(manager);
        second = zeros(manager);
    }

    /** The same numbers under another handle: the weights' own carry the name of the list that the decoder takes. */
    private static NDArray alias(NDArray weight, NDManager owner) {
        NDArray alias = weight.reshape(weight.getShape());
        alias.attach(owner);
        return alias;
    }

    /** An array of zeros for every weight. */
    public List<NDArray> zeros(NDManager owner) {
        return weights.stream().map(w -> owner.zeros(w.getShape())).toList();
    }

    /** Adds gradients, times that share, to sums of them. */
    public void add(List<NDArray> sums, List<NDArray> gradients, double share) {
        try (NDManager scope = manager.newSubManager()) {
            NDList arguments = new NDList(settings(scope, share));
            arguments.addAll(ScriptModule.asList("sums", sums));
            arguments.addAll(ScriptModule.asList("gradients", gradients));
            script.call("add", arguments);
        }
    }

    /**
     * One update; gives the norm that the gradients had before it was bounded. Where that is not a number, nothing is updated.
     */
    public double step(List<NDArray> gradients, double learningRate) {
        try (NDManager scope = manager.newSubManager()) {
            NDList arguments = new NDList(settings(
                    scope,
                    learningRate,
                    options.beta1(),
                    options.beta2(),
                    options.epsilon(),
                    options.decay(),
                    options.maxGradientNorm(),
                    (double) steps + 1));
            arguments.addAll(ScriptModule.asList("weights", weights));
            arguments.addAll(ScriptModule.asList("gradients", gradients));
            arguments.addAll(ScriptModule.asList("first", first));
            arguments.addAll(ScriptModule.asList("second", second));
            double norm = script.call("step", arguments).singletonOrThrow().getFloat();
            if (Double.isFinite(norm)) {
                steps++;
            }
            return norm;
        }
    }

    /** Writes the weights, both moments and the count of steps. */
    public void save(Path file) throws IOException {
        new AdamWState(weights, first, second).write(file, steps);
    }

    /** Takes over what {@link #save} wrote; the arrays stay where they are, since matrix products round by alignment. */
    public void restore(Path file) throws IOException {
        try (NDManager scope = manager.newSubManager()) {
            AdamWState state = new AdamWState(weights, first, second);
            NDList arguments = new NDList(settings(scope, 0));
            arguments.addAll(ScriptModule.asList("to", state.arrays()));
            arguments.addAll(ScriptModule.asList("values", state.read(file, scope)));
            script.call("assign", arguments);
            steps = AdamWState.steps(file);
        }
    }

    /** In host memory, where the script reads them one by one. */
    private static NDArray settings(NDManager scope, double... values) {
        return Torch.inHostMemory(scope).create(values);
    }
}
