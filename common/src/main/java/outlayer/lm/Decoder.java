package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights on a device together with the scripted forward pass (decoder.py.txt).
 *
 * <p>Threads may read at the same time; whoever changes the weights must be alone. Everything that a call allocates is freed when
 * it returns.
 */
final class Decoder implements AutoCloseable {

    /** Gives the values of one weight. */
    private interface WeightSource {
        NDArray array(WeightLayout.Weight weight) throws IOException;
    }

    private final ModelConfig config;
    private final NDManager manager;
    private final ScriptModule script;
    private final List<NDArray> geometry;
    /** One array per entry of the layout. */
    private final List<NDArray> weights = new ArrayList<>();
    /** The same as the script takes them, with a tied embedding standing at the head's place too. */
    private final List<NDArray> arguments;

    private Decoder(ModelConfig config, NDManager manager, WeightSource source) throws IOException {
        this.config = config;
        this.manager = manager;
        script = ScriptModule.load(manager, "decoder.py.txt");
        for (WeightLayout.Weight weight : WeightLayout.of(config)) {
            weights.add(source.array(weight));
        }
        arguments = new ArrayList<>(weights);
        if (config.tiedEmbeddings()) {
            arguments.add(WeightLayout.HEAD, weights.get(WeightLayout.EMBEDDING));
        }
        ScriptModule.asList("weights", arguments);
        Integer window = config.slidingWindow();
        geometry = ScriptModule.asList(
                "geometry",
                List.of(
                        manager.create(RotaryTable.frequencies(config)),
                        manager.create((float) config.normEpsilon()),
                        manager.create((long) (window == null ? config.maxTokens() : window))));
    }

    /** Weights of a checkpoint directory, mapped where the device is the processor. */
    static Decoder open(Path dir, Device device) throws IOException {
        return open(dir, device, false);
    }

    /** As {@link #open}, with weights in memory of their own, which may be trained. */
    static Decoder copy(Path dir, Device device) throws IOException {
        return open(dir, device, true);
    }

    private static Decoder open(Path dir, Device device, boolean copied) throws IOException {
        ModelConfig config = ModelConfig.read(dir);
        try (SafeTensors file = SafeTensors.open(dir.resolve("model.safetensors"))) {
            return build(config, device, manager -> weight -> {
                NDArray mapped = array(manager, file.tensor(weight.name(), weight.shape()));
                return copied ? owned(mapped) : mapped;
            });
        }
    }

    /** Random weights, see {@link WeightInit}. */
    static Decoder random(ModelConfig config, long seed) {
        var init = new WeightInit(config, new Random(seed));
        try {
            return build(config, Device.CPU, manager -> weight -> owned(array(manager, init.draw(weight))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface SourceOn {
        WeightSource with(NDManager manager);
    }

    private static Decoder build(ModelConfig config, Device device, SourceOn source) throws IOException {
        NDManager manager = Torch.manager(device);
        try {
            return new Decoder(config, manager, source.with(manager));
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static NDArray array(NDManager manager, Tensor tensor) {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return manager.create(tensor.bytes(), new Shape(shape), DataType.FLOAT32);
    }

    /** A copy in libtorch's own memory, aligned always alike: matrix products round by alignment. */
    private static NDArray owned(NDArray array) {
        try (array) {
            return array.duplicate();
        }
    }

    ModelConfig config() {
        return config;
    }

    NDManager manager() {
        return manager;
    }

    /** The trainable arrays, one per entry of the layout. */
    List<NDArray> weights() {
        return weights;
    }

    LastToken read(List<int[]> prompts, AnswerTokens answers) {
        try (NDManager batch = manager.newSubManager()) {
            NDList result = script.call("read", arguments(batch, prompts, answers));
            return lastToken(result);
        }
    }

    /** Log-odds with, in place of residuals, their derivative with respect to each residual. */
    LastToken gradients(List<int[]> prompts, AnswerTokens answers) {
        try (NDManager batch = manager.newSubManager()) {
            return lastToken(script.differentiate("gradients", arguments(batch, prompts, answers)));
        }
    }

    /** Loss of a training batch. */
    double loss(TrainingBatch batch, double resultWeight) {
        try (NDManager scope = manager.newSubManager()) {
            return script.call("loss", arguments(scope, batch, resultWeight))
                    .singletonOrThrow()
                    .getFloat();
        }
    }

    /** Loss of a training batch, followed by its gradient for every entry of {@link #weights}; they belong to {@code scope}. */
    List<NDArray> lossAndGradients(NDManager scope, TrainingBatch batch, double resultWeight) {
        var result =
                new ArrayList<NDArray>(script.differentiate("loss_gradients", arguments(scope, batch, resultWeight)));
        if (config.tiedEmbeddings()) {
            NDArray asHead = result.remove(1 + WeightLayout.HEAD);
            result.get(1 + WeightLayout.EMBEDDING).addi(asHead);
        }
        return result;
    }

    /** Copies of all weights by name. */
    SortedMap<String, Tensor> tensors() {
        var tensors = new TreeMap<String, Tensor>();
        List<WeightLayout.Weight> layout = WeightLayout.of(config);
        for (int i = 0; i < layout.size(); i++) {
            WeightLayout.Weight weight = layout.get(i);
            tensors.put(weight.name(), Tensor.of(weight.shape(), weights.get(i).toFloatArray()));
        }
        return tensors;
    }

    @Override
    public void close() {
        manager.close();
    }

    private NDList arguments(NDManager batch, List<int[]> prompts, AnswerTokens answers) {
        if (answers.no() >= config.vocabulary() || answers.yes() >= config.vocabulary()) {
            throw new IllegalArgumentException(answers + " is outside the vocabulary of " + config.vocabulary()
                    + "; is the tokenizer this model's?");
        }
        PromptBatch padded = PromptBatch.of(batch, prompts, config);
        return withModel(
                new NDList(padded.tokens(), padded.last(), batch.create(new long[] {answers.no(), answers.yes()})));
    }

    private NDList arguments(NDManager scope, TrainingBatch batch, double resultWeight) {
        PromptBatch padded = PromptBatch.of(scope, batch.tokens(), config);
        Predictions asked = batch.predictions(scope, resultWeight, config.vocabulary());
        return withModel(
                new NDList(padded.tokens(), asked.places(), asked.positions(), asked.targets(), asked.importance()));
    }

    private NDList withModel(NDList inputs) {
        inputs.addAll(geometry);
        inputs.addAll(arguments);
        return inputs;
    }

    private LastToken lastToken(NDList result) {
        float[] odds = result.get(0).toFloatArray();
        float[] all = result.get(1).toFloatArray();
        double[] logOdds = new double[odds.length];
        for (int i = 0; i < odds.length; i++) {
            logOdds[i] = odds[i];
        }
        float[][] residuals = new float[config.layers()][];
        int size = odds.length * config.width();
        for (int layer = 0; layer < residuals.length; layer++) {
            residuals[layer] = Arrays.copyOfRange(all, layer * size, (layer + 1) * size);
        }
        return new LastToken(logOdds, residuals);
    }
}
