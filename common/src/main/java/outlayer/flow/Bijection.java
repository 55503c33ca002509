package outlayer.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import outlayer.checkpoint.Tensor;
import outlayer.torch.Device;
import outlayer.torch.ScriptModule;
import outlayer.torch.Torch;

/**
 * The arrays of a flow on a device, and the functions of flow.py.txt over them. All arrays stand in libtorch's own memory, aligned always
 * alike, since matrix products round by alignment: what is opened again gives the same bits. Threads may share it while nobody trains it.
 */
final class Bijection implements AutoCloseable {

    /** Where an array's numbers come from. */
    interface Source {
        Tensor tensor(FlowLayout.Weight weight) throws IOException;
    }

    private final FlowLayout layout;
    private final Whitening whitening;
    private final NDManager manager;
    private final ScriptModule script;
    private final NDArray numbers;
    private final List<NDArray> fixed;
    private final List<NDArray> weights = new ArrayList<>();

    private Bijection(NDManager manager, FlowLayout layout, Whitening whitening, Source source) throws IOException {
        this.manager = manager;
        this.layout = layout;
        this.whitening = whitening;
        script = ScriptModule.load(manager, Bijection.class, "flow.py.txt");
        FlowArchitecture a = layout.architecture();
        numbers = Torch.inHostMemory(manager).create(new double[] {a.blocks(), layout.mixed(), a.maxScale()});
        for (FlowLayout.Weight weight : layout.weights()) {
            Tensor tensor = source.tensor(weight);
            weights.add(array(
                    manager,
                    tensor.values(),
                    weight.shape().stream().mapToLong(Long::longValue).toArray()));
        }
        ScriptModule.asList("weights", weights);
        LaplaceKnots knots = new LaplaceKnots(a.bins());
        long d = layout.dimension();
        fixed = ScriptModule.asList(
                "fixed",
                List.of(
                        array(manager, whitening.mean()),
                        array(manager, whitening.scales()),
                        array(manager, FloatBuffer.wrap(whitening.basis()), d, d),
                        array(manager, whitening.spreads()),
                        array(manager, knots.logHeights()),
                        array(manager, knots.logSlopes()),
                        array(manager, knots.plainLogHeights()),
                        array(manager, new float[a.bins() + 1]),
                        array(manager, knots.knots())));
    }

    static Bijection of(FlowLayout layout, Whitening whitening, Source source, Device device) throws IOException {
        NDManager manager = Torch.manager(device);
        try {
            return new Bijection(manager, layout, whitening, source);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** A flow that is a Gaussian still. */
    static Bijection untrained(FlowLayout layout, Whitening whitening, long seed, Device device) throws IOException {
        Random random = new Random(seed);
        return of(layout, whitening, weight -> layout.initial(weight, random), device);
    }

    private static NDArray array(NDManager manager, float[] values) {
        return array(manager, FloatBuffer.wrap(values), values.length);
    }

    private static NDArray array(NDManager manager, FloatBuffer values, long... shape) {
        try (NDArray array = manager.create(values, new Shape(shape), DataType.FLOAT32)) {
            return array.duplicate();
        }
    }

    FlowLayout layout() {
        return layout;
    }

    NDManager manager() {
        return manager;
    }

    /** The learned arrays, in the layout's order. */
    List<NDArray> weights() {
        return weights;
    }

    /** Everything that a file of the flow holds. */
    SortedMap<String, Tensor> tensors() {
        SortedMap<String, Tensor> tensors = new TreeMap<>(whitening.tensors());
        List<FlowLayout.Weight> names = layout.weights();
        for (int i = 0; i < names.size(); i++) {
            tensors.put(names.get(i).name(), Tensor.of(names.get(i).shape(), Torch.floats(weights.get(i))));
        }
        return tensors;
    }

    /** z and log-determinants of rows [n, d]. */
    Latents transform(FloatBuffer rows) {
        int n = rows.remaining() / layout.dimension();
        return Torch.guarded(() -> {
            try (NDManager scope = manager.newSubManager()) {
                NDList result = script.call("transform", arguments(rows(scope, rows, n)));
                double[] logDeterminants = result.get(1).toDoubleArray();
                double whitened = whitening.logDeterminant();
                for (int i = 0; i < n; i++) {
                    logDeterminants[i] += whitened;
                }
                return new Latents(layout.dimension(), result.get(0).toFloatArray(), logDeterminants);
            }
        });
    }

    /** The rows whose latents are z [n, d]. */
    float[] inverse(FloatBuffer z) {
        int n = z.remaining() / layout.dimension();
        return Torch.guarded(() -> {
            try (NDManager scope = manager.newSubManager()) {
                return script.call("inverse", arguments(rows(scope, z, n)))
                        .singletonOrThrow()
                        .toFloatArray();
            }
        });
    }

    /** Sum of the rows' negative log-likelihoods, nats. */
    double loss(FloatBuffer rows) {
        int n = rows.remaining() / layout.dimension();
        return Torch.guarded(() -> {
            try (NDManager scope = manager.newSubManager()) {
                double loss = script.call("loss", arguments(rows(scope, rows, n)))
                        .singletonOrThrow()
                        .toDoubleArray()[0];
                return loss - n * whitening.logDeterminant();
            }
        });
    }

    /** Mean negative log-likelihood per dimension, nats, and the gradients of it and of the prior's share; these belong to {@code scope}. */
    Gradients gradients(NDManager scope, FloatBuffer rows, double[] strictness) {
        int n = rows.remaining() / layout.dimension();
        NDArray share = Torch.inHostMemory(scope).create(strictness);
        NDList result = Torch.guarded(() -> script.differentiate("gradients", arguments(rows(scope, rows, n), share)));
        double loss = result.get(0).toDoubleArray()[0];
        return new Gradients(loss - whitening.logDeterminant() / layout.dimension(), result.subList(1, result.size()));
    }

    /** What a step goes by. */
    record Gradients(double loss, List<NDArray> arrays) {}

    private NDArray rows(NDManager scope, FloatBuffer rows, int n) {
        return array(scope, rows.duplicate(), n, layout.dimension());
    }

    /** The rows first, whose manager owns the results. */
    private NDList arguments(NDArray rows, NDArray... more) {
        NDList arguments = new NDList(rows, numbers);
        arguments.addAll(Arrays.asList(more));
        Stream.of(fixed, weights).forEach(arguments::addAll);
        return arguments;
    }

    @Override
    public void close() {
        manager.close();
    }
}
