package outlayer.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import outlayer.checkpoint.Tensor;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;
import outlayer.torch.ScriptModule;
import outlayer.torch.Torch;

/** The functions of flow.py.txt over the numbers of a flow, in double precision: what float32 is held against. */
final class DoubleFlow implements AutoCloseable {

    private final NDManager manager = Torch.manager(Device.CPU);
    private final ScriptModule script = ScriptModule.load(manager, Bijection.class, "flow.py.txt");
    private final double whitened;
    private final NDArray numbers;
    private final List<NDArray> fixed;
    private final List<NDArray> weights = new ArrayList<>();

    DoubleFlow(RandomFlow flow) {
        FlowArchitecture a = flow.layout().architecture();
        Whitening w = flow.whitening();
        long d = flow.layout().dimension();
        whitened = w.logDeterminant();
        numbers = manager.create(new double[] {a.blocks(), flow.layout().mixed(), a.maxScale()});
        LaplaceKnots knots = new LaplaceKnots(a.bins());
        fixed = ScriptModule.asList(
                "fixed",
                List.of(
                        array(w.mean(), d),
                        array(w.scales(), d),
                        array(w.basis(), d, d),
                        array(w.spreads(), d),
                        array(knots.logHeights(), a.bins()),
                        array(knots.logSlopes(), a.bins() + 1),
                        array(knots.plainLogHeights(), a.bins()),
                        array(new float[a.bins() + 1], a.bins() + 1),
                        array(knots.knots(), a.bins() + 1)));
        for (FlowLayout.Weight weight : flow.layout().weights()) {
            Tensor tensor = flow.tensor(weight);
            float[] values = new float[tensor.values().remaining()];
            tensor.values().get(values);
            weights.add(array(
                    values, weight.shape().stream().mapToLong(Long::longValue).toArray()));
        }
        ScriptModule.asList("weights", weights);
    }

    private NDArray array(float[] values, long... shape) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return manager.create(wide, new Shape(shape));
    }

    /** z [n, d]. */
    Matrix z(Matrix x) {
        return Matrix.of(x.rows(), x.cols(), call("transform", x).get(0).toDoubleArray());
    }

    /** ln |det df/dx| of each row. */
    double[] logDeterminants(Matrix x) {
        double[] values = call("transform", x).get(1).toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += whitened;
        }
        return values;
    }

    Matrix inverse(Matrix z) {
        return Matrix.of(z.rows(), z.cols(), call("inverse", z).get(0).toDoubleArray());
    }

    private NDList call(String method, Matrix rows) {
        NDList arguments = new NDList(manager.create(rows.values(), new Shape(rows.rows(), rows.cols())), numbers);
        arguments.addAll(fixed);
        arguments.addAll(weights);
        return script.call(method, arguments);
    }

    @Override
    public void close() {
        manager.close();
    }
}
