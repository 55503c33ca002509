package outlayer.jobs.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Projection;

/** The matrix products of a decoder and nothing else: what the machine makes of its own shapes, in the same engine. */
final class DecoderProducts implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final List<NDArray> inputs = new ArrayList<>();
    private final List<NDArray> weights = new ArrayList<>();
    private final double operations;

    /** @param rows tokens of the batch */
    DecoderProducts(ModelConfig config, int rows) {
        double sum = 0;
        for (Projection projection : Projection.values()) {
            inputs.add(manager.randomUniform(-1, 1, new Shape(rows, projection.inputs(config))));
            sum += 2.0 * rows * projection.inputs(config) * projection.outputs(config);
        }
        for (int block = 0; block < config.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                weights.add(
                        manager.randomUniform(-1, 1, new Shape(projection.outputs(config), projection.inputs(config))));
            }
        }
        operations = sum * config.blocks();
    }

    /** Multiplications and additions of one run. */
    double operations() {
        return operations;
    }

    void run() {
        for (int k = 0; k < weights.size(); k++) {
            Linear.linear(inputs.get(k % inputs.size()), weights.get(k), null)
                    .singletonOrThrow()
                    .close();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
