package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.Checkpoint;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Tensor;
import outlayer.torch.Device;
import outlayer.torch.ScriptModule;
import outlayer.torch.Torch;

/**
 * Weights on a device together with the scripted forward pass (decoder.py.txt).
 *
 * <p>Threads may read at the same time; whoever changes the weights must be alone. Everything that a call allocates is freed when
 * it returns.
 */
final class Decoder implements AutoCloseable {

    private final ModelConfig config;
    private final NDManager manager;
    private final ScriptModule script;
    private final DecoderWeights weights;
    private final List<NDArray> geometry;
    private final List<NDArray> noLora;

    private Decoder(
            ModelConfig config, NDManager manager, Precision precision, DecoderWeights.Source source, boolean owned)
            throws IOException {
        this.config = config;
        this.manager = manager;
        script = ScriptModule.load(manager, Decoder.class, "decoder.py.txt");
        weights = new DecoderWeights(config, new WeightLoader(manager, script), precision, source, owned);
        noLora = ScriptModule.asList("lora", List.of(manager.create(new float[0])));
        Integer window = config.slidingWindow();
        geometry = ScriptModule.asList(
                "geometry",
                List.of(
                        manager.create(RotaryTable.frequencies(config)),
                        manager.create((float) config.normEpsilon()),
                        Torch.inHostMemory(manager).create((long) (window == null ? config.maxTokens() : window))));
    }

    /** Weights of a checkpoint directory, mapped where the device is the processor and the file has that precision. */
    static Decoder open(Path dir, Device device, Precision precision) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            return build(checkpoint.config(), device, precision, checkpoint::tensor, false);
        }
    }

    /** As {@link #open}, float32 and with weights in memory of their own, which may be trained. */
    static Decoder copy(Path dir, Device device) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            return build(checkpoint.config(), device, Precision.FLOAT32, checkpoint::tensor, true);
        }
    }

    /** The float32 weights of another decoder in memory of their own, which may be trained. */
    static Decoder copy(Decoder of, Device device) throws IOException {
        SortedMap<String, Tensor> tensors = of.weights().tensors();
        return build(
                of.config(),
                device,
                Precision.FLOAT32,
                weight -> Objects.requireNonNull(tensors.get(weight.name())),
                true);
    }

    /** Random weights, see {@link WeightInit}. */
    static Decoder random(ModelConfig config, long seed) {
        var init = new WeightInit(config, new Random(seed));
        try {
            return build(config, Device.CPU, Precision.FLOAT32, init::draw, true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Decoder build(
            ModelConfig config, Device device, Precision precision, DecoderWeights.Source source, boolean owned)
            throws IOException {
        NDManager manager = Torch.manager(device);
        try {
            return new Decoder(config, manager, precision, source, owned);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    ModelConfig config() {
        return config;
    }

    NDManager manager() {
        return manager;
    }

    /** A loader of further arrays for this decoder's script, which that manager will own. */
    WeightLoader loader(NDManager owner) {
        return new WeightLoader(owner, script);
    }

    DecoderWeights weights() {
        return weights;
    }

    /** Log-odds and taps of one forward pass. */
    Readout read(List<int[]> prompts, @Nullable AnswerTokens answers, Taps taps, @Nullable Lora lora) {
        int tapped = taps.blocks(config);
        var order = TapOrder.of(taps, answers == null ? tapped : config.blocks());
        try (NDManager batch = manager.newSubManager()) {
            PromptBatch padded = PromptBatch.of(batch, prompts, config);
            NDArray at = taps.positions() == Positions.LAST ? padded.last() : padded.everyPlace(batch);
            NDList inputs =
                    new NDList(padded.tokens(), at, ids(batch, answers), order.wanted(Torch.inHostMemory(batch)));
            return order.readout(call("read", inputs, lora), prompts, padded.longest());
        }
    }

    /** The same at the last tokens, with derivatives. */
    Gradients differentiate(
            List<int[]> prompts, AnswerTokens answers, Taps taps, List<LinearProbe> probes, @Nullable Lora lora) {
        if (taps.positions() != Positions.LAST) {
            throw new IllegalArgumentException("Derivatives are taken at the last token; all tokens were asked for");
        }
        taps.blocks(config);
        probes.forEach(probe -> probe.requireFits(config));
        var order = TapOrder.of(taps, config.blocks());
        try (NDManager batch = manager.newSubManager()) {
            PromptBatch padded = PromptBatch.of(batch, prompts, config);
            NDManager host = Torch.inHostMemory(batch);
            NDList inputs = new NDList(
                    padded.tokens(),
                    padded.last(),
                    ids(batch, answers),
                    order.wanted(host),
                    host.create(probes.stream().mapToLong(order::place).toArray()));
            inputs.addAll(probeWeights(batch, probes));
            return new GradientOrder(order, probes, prompts.size())
                    .gradients(differentiate("differentiate", inputs, lora));
        }
    }

    /** An empty array, since a list must have one, then the weights of each. */
    private static List<NDArray> probeWeights(NDManager batch, List<LinearProbe> probes) {
        List<NDArray> weights = new ArrayList<>(List.of(batch.create(new float[0])));
        for (LinearProbe probe : probes) {
            float[] values = new float[probe.weights().length];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) probe.weights()[j];
            }
            weights.add(batch.create(values));
        }
        return ScriptModule.asList("probes", weights);
    }

    /** Calls a function of the script that ends in geometry, weights and adapter. */
    NDList call(String method, NDList inputs, @Nullable Lora lora) {
        return Torch.guarded(() -> script.call(method, withModel(inputs, lora)));
    }

    /** As {@link #call}, for a function that differentiates. */
    NDList differentiate(String method, NDList inputs, @Nullable Lora lora) {
        return Torch.guarded(() -> script.differentiate(method, withModel(inputs, lora)));
    }

    private NDList withModel(NDList inputs, @Nullable Lora lora) {
        NDList all = new NDList(inputs);
        all.addAll(geometry);
        all.addAll(weights.arguments());
        all.addAll(lora == null ? noLora : lora.arguments());
        return all;
    }

    private NDArray ids(NDManager batch, @Nullable AnswerTokens answers) {
        if (answers == null) {
            return batch.create(new long[0]);
        }
        if (answers.no() >= config.vocabulary() || answers.yes() >= config.vocabulary()) {
            throw new IllegalArgumentException(answers + " is outside the vocabulary of " + config.vocabulary()
                    + "; is the tokenizer this model's?");
        }
        return batch.create(new long[] {answers.no(), answers.yes()});
    }

    /** Frees the weights also where DJL still holds them, as it holds the arguments of each call that has failed. */
    @Override
    public void close() {
        if (manager.isOpen()) {
            try (manager) {
                script.call("forget", new NDList(weights.arguments()));
            }
        }
    }
}
