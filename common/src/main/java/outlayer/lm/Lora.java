package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import outlayer.checkpoint.LoraAdapter;
import outlayer.checkpoint.LoraAdapter.Factors;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Projection;
import outlayer.checkpoint.Tensor;
import outlayer.torch.ScriptModule;
import outlayer.torch.Torch;

/**
 * A low-rank adapter on a device, float32: scale B A is added to each adapted projection (Hu et al. 2021, section 4.1). It is an
 * argument of the forward pass and leaves the base's weights alone.
 */
final class Lora implements AutoCloseable {

    private final LoraConfig config;
    private final ModelConfig base;
    private final NDManager manager;
    private final WeightLoader loader;
    private final List<NDArray> arguments = new ArrayList<>();
    private final List<NDArray> trainable = new ArrayList<>();
    /** A and B of each adapted module. */
    private final Map<String, List<NDArray>> byModule = new HashMap<>();

    private Lora(LoraConfig config, Decoder decoder, LoraAdapter.Source source) {
        this.config = config;
        base = decoder.config();
        manager = decoder.manager().newSubManager();
        loader = decoder.loader(manager);
        NDArray absent = loader.empty(Precision.FLOAT32);
        arguments.add(absent);
        for (int block = 0; block < base.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                Factors factors = source.factors(block, projection);
                if (factors == null) {
                    arguments.addAll(List.of(absent, absent, absent));
                } else {
                    NDArray a = DecoderWeights.owned(loader.load(factors.a(), Precision.FLOAT32));
                    NDArray b = DecoderWeights.owned(loader.load(factors.b(), Precision.FLOAT32));
                    arguments.addAll(List.of(a, b, manager.create((float) factors.scale())));
                    trainable.addAll(List.of(a, b));
                    byModule.put(projection.module(block), List.of(a, b));
                }
            }
        }
        ScriptModule.asList("lora", arguments);
    }

    /** A PEFT adapter directory over that decoder. */
    static Lora open(Path dir, Decoder decoder) throws IOException {
        LoraAdapter adapter = LoraAdapter.open(dir, decoder.config());
        return new Lora(adapter.config(), decoder, adapter::factors);
    }

    /** An adapter that changes nothing yet: B is 0, A uniform within 1 / sqrt(inputs), as PEFT begins. */
    static Lora random(LoraConfig config, Decoder decoder, Random random) {
        ModelConfig base = decoder.config();
        return new Lora(config, decoder, (block, projection) -> {
            String module = projection.module(block);
            if (!config.covers(module)) {
                return null;
            }
            int rank = config.rank(module);
            float[] a = new float[rank * projection.inputs(base)];
            double bound = 1 / Math.sqrt(projection.inputs(base));
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
            return new Factors(
                    Tensor.of(List.of((long) rank, (long) projection.inputs(base)), a),
                    Tensor.of(
                            List.of((long) projection.outputs(base), (long) rank),
                            new float[projection.outputs(base) * rank]),
                    config.scale(module));
        });
    }

    /** What the script takes as its last list. */
    List<NDArray> arguments() {
        return arguments;
    }

    /** A and B of every adapted projection, in the order of blocks and projections. */
    List<NDArray> trainable() {
        return trainable;
    }

    /** Writes a PEFT directory. */
    void save(Path dir) throws IOException {
        Files.createDirectories(dir);
        LoraAdapter.write(dir, config, base, (block, projection) -> {
            String module = projection.module(block);
            List<NDArray> found = byModule.get(module);
            return found == null ? null : new Factors(tensor(found.get(0)), tensor(found.get(1)), config.scale(module));
        });
    }

    private static Tensor tensor(NDArray array) {
        return Tensor.of(List.of(array.getShape().get(0), array.getShape().get(1)), Torch.floats(array));
    }

    @Override
    public void close() {
        manager.close();
    }
}
