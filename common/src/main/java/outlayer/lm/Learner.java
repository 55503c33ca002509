package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.lm.Trainer.Update;
import outlayer.torch.AdamW;

/** What both trainers do: loss and gradients of the parts of a step, added up, then AdamW. */
final class Learner {

    private final Decoder decoder;
    private final @Nullable Lora lora;
    private final DecoderLoss loss;
    private final AdamW optimizer;

    /** @param manager owner of the optimiser's arrays */
    Learner(NDManager manager, Decoder decoder, @Nullable Lora lora, TrainerOptions options) {
        this.decoder = decoder;
        this.lora = lora;
        loss = new DecoderLoss(decoder, lora, options.resultWeight());
        optimizer = new AdamW(manager, lora == null ? decoder.weights().arrays() : lora.trainable(), options.adamW());
    }

    AdamW optimizer() {
        return optimizer;
    }

    Update step(List<TrainingBatch> parts, double learningRate) {
        double examples = parts.stream().mapToInt(TrainingBatch::size).sum();
        double before = 0;
        try (NDManager scope = decoder.manager().newSubManager()) {
            List<NDArray> sums = optimizer.zeros(scope);
            for (TrainingBatch part : parts) {
                double share = part.size() / examples;
                before += share * addGradients(sums, part, share, learningRate);
            }
            double norm = optimizer.step(sums, learningRate);
            requireFinite("Norm of the gradients", norm, learningRate);
            return new Update(before, norm);
        }
    }

    private double addGradients(List<NDArray> sums, TrainingBatch part, double share, double learningRate) {
        try (NDManager pass = decoder.manager().newSubManager()) {
            List<NDArray> result = loss.withGradients(pass, part);
            double value = result.get(0).getFloat();
            requireFinite("Loss", value, learningRate);
            optimizer.add(sums, result.subList(1, result.size()), share);
            return value;
        }
    }

    private static void requireFinite(String what, double value, double learningRate) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    what + " is " + value + ", expected a number; the weights are as they were before this step."
                            + " Lower the learning rate (" + learningRate
                            + " here), or run the base in float32 where it ran in bfloat16");
        }
    }

    double loss(TrainingBatch batch) {
        return loss.of(batch);
    }

    double[] logOdds(List<int[]> prompts, AnswerTokens answers) {
        return decoder.read(prompts, answers, Taps.none(), lora).logOdds();
    }
}
