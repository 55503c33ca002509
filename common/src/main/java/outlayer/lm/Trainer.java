package outlayer.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.torch.DeviceMemoryException;

/** A model that learns, by all its weights or by an adapter over weights that stay as they are. For one thread. */
public interface Trainer extends AutoCloseable {

    /**
     * What one step did.
     *
     * @param loss of the examples before it, nats
     * @param gradientNorm of all gradients together, before it was bounded
     */
    record Update(double loss, double gradientNorm) {}

    ModelConfig config();

    /**
     * One step from examples that pass through the model part by part: each example counts alike, so that the parts' gradients add up to
     * those of one batch.
     *
     * @throws IllegalStateException where the loss or a gradient is not a number; the weights are then as they were
     * @throws DeviceMemoryException where a part does not fit; the weights are then as they were
     */
    Update step(List<TrainingBatch> parts, double learningRate);

    /** One step from examples that pass through the model at once. */
    default Update step(TrainingBatch batch, double learningRate) {
        return step(List.of(batch), learningRate);
    }

    /** Loss of a batch, without learning from it. */
    double loss(TrainingBatch batch);

    /** logit(yes) - logit(no) after each prompt, all in one pass. [n] */
    double[] logOdds(List<int[]> prompts, AnswerTokens answers);

    /** Writes what was learned as a directory that others load. */
    void save(Path dir) throws IOException;

    /** Writes all that the next step depends on: what is trained, both moments of each number, and the count of steps. */
    void saveState(Path file) throws IOException;

    /** Goes on from a state that a trainer of the same shapes and settings saved: the same steps then give the same bits on a processor. */
    void restoreState(Path file) throws IOException;

    @Override
    void close();
}
