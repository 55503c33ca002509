package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.torch.Torch;

/** The loss of a training batch and its gradients, with respect to the decoder's weights or to an adapter over them. */
final class DecoderLoss {

    private final Decoder decoder;
    private final @Nullable Lora lora;
    private final double resultWeight;

    /** @param resultWeight what the mean cross-entropy of a prompt's result tokens counts, beside 1 for the answer's */
    DecoderLoss(Decoder decoder, @Nullable Lora lora, double resultWeight) {
        this.decoder = decoder;
        this.lora = lora;
        this.resultWeight = resultWeight;
    }

    /** Loss of a batch. */
    double of(TrainingBatch batch) {
        try (NDManager scope = decoder.manager().newSubManager()) {
            return decoder.call("loss", inputs(scope, batch), lora)
                    .singletonOrThrow()
                    .getFloat();
        }
    }

    /**
     * Loss of a batch, followed by its gradient for every weight of the decoder, or, with an adapter, for each of that one's trainable arrays; they
     * belong to {@code scope}.
     */
    List<NDArray> withGradients(NDManager scope, TrainingBatch batch) {
        NDList inputs = inputs(scope, batch);
        if (lora != null) {
            return decoder.differentiate("lora_gradients", inputs, lora);
        }
        NDList result = decoder.differentiate("weight_gradients", inputs, null);
        var ordered = new ArrayList<NDArray>(List.of(result.get(0)));
        ordered.addAll(decoder.weights().inLayoutOrder(result.subList(1, result.size())));
        return ordered;
    }

    private NDList inputs(NDManager scope, TrainingBatch batch) {
        PromptBatch padded = PromptBatch.of(scope, batch.tokens(), decoder.config());
        Predictions asked =
                batch.predictions(scope, resultWeight, decoder.config().vocabulary());
        return new NDList(
                padded.tokens(),
                asked.places(),
                asked.positions(),
                asked.targets(),
                asked.importance(),
                TapOrder.of(Taps.none(), decoder.config().blocks()).wanted(Torch.inHostMemory(scope)));
    }
}
