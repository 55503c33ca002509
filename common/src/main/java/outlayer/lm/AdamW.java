package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2), bias-corrected, with the gradients' common norm bounded; updates
 * weights in place. The arithmetic is in adamw.py.txt. One thread at a time.
 */
final class AdamW {

    private final AdamWOptions options;
    private final NDManager manager;
    private final ScriptModule script;
    private final List<NDArray> weights;
    private final List<NDArray> first;
    private final List<NDArray> second;
    private long steps;

    /** @param weights updated by every step; their names are those that the script's list argument needs */
    AdamW(NDManager manager, List<NDArray> weights, AdamWOptions options) {
        this.options = options;
        this.manager = manager;
        this.weights = ScriptModule.asList("weights", weights);
        script = ScriptModule.load(manager, "adamw.py.txt");
        first = ScriptModule.asList("first", zeros());
        second = ScriptModule.asList("second", zeros());
    }

    private List<NDArray> zeros() {
        return weights.stream().map(w -> manager.zeros(w.getShape())).toList();
    }

    /** One update; gives the norm that the gradients had before it was bounded. */
    double step(List<NDArray> gradients, double learningRate) {
        steps++;
        try (NDManager scope = manager.newSubManager()) {
            NDArray settings = scope.create(new double[] {
                learningRate,
                options.beta1(),
                options.beta2(),
                options.epsilon(),
                options.decay(),
                options.maxGradientNorm(),
                steps
            });
            var arguments = new NDList(settings);
            arguments.addAll(weights);
            arguments.addAll(ScriptModule.asList("gradients", gradients));
            arguments.addAll(first);
            arguments.addAll(second);
            return script.call("step", arguments).singletonOrThrow().getFloat();
        }
    }
}
