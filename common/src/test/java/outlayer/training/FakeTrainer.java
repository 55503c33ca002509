package outlayer.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Trainer;
import outlayer.lm.TrainingBatch;

/** Gives every prompt the same answer; learns nothing. */
record FakeTrainer(double logOdds) implements Trainer {

    @Override
    public ModelConfig config() {
        throw new UnsupportedOperationException("FakeTrainer has no model");
    }

    @Override
    public Update step(List<TrainingBatch> parts, double learningRate) {
        return new Update(loss(parts.get(0)), 0);
    }

    @Override
    public double loss(TrainingBatch batch) {
        return Math.log(2);
    }

    @Override
    public double[] logOdds(List<int[]> prompts, AnswerTokens answers) {
        double[] all = new double[prompts.size()];
        Arrays.fill(all, logOdds);
        return all;
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
