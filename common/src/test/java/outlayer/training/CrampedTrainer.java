package outlayer.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Trainer;
import outlayer.lm.TrainingBatch;
import outlayer.torch.DeviceMemoryException;

/** Judges on a device that has room for so many tokens at once, padding included; knows nothing and learns nothing. */
final class CrampedTrainer implements Trainer {

    private final int room;
    /** Prompts of each pass that was judged. */
    final List<Integer> passes = new ArrayList<>();

    CrampedTrainer(int room) {
        this.room = room;
    }

    @Override
    public ModelConfig config() {
        throw new UnsupportedOperationException("CrampedTrainer has no model");
    }

    @Override
    public Update step(List<TrainingBatch> parts, double learningRate) {
        return new Update(0, 0);
    }

    @Override
    public double loss(TrainingBatch batch) {
        return 0;
    }

    @Override
    public double[] logOdds(List<int[]> prompts, AnswerTokens answers) {
        int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
        if (prompts.size() * longest > room) {
            throw new DeviceMemoryException("The batch does not fit into the device's memory", new OutOfMemoryError());
        }
        passes.add(prompts.size());
        return new double[prompts.size()];
    }

    @Override
    public void save(Path dir) {}

    @Override
    public void saveState(Path file) {}

    @Override
    public void restoreState(Path file) {}

    @Override
    public void close() {}
}
