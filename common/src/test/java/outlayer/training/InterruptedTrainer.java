package outlayer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Trainer;
import outlayer.lm.TrainingBatch;

/** A trainer whose process dies instead of taking one more step. */
final class InterruptedTrainer implements Trainer {

    /** Stands for the death of the process. */
    static final class Interruption extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final Trainer trainer;
    private int left;

    InterruptedTrainer(Trainer trainer, int steps) {
        this.trainer = trainer;
        left = steps;
    }

    @Override
    public ModelConfig config() {
        return trainer.config();
    }

    @Override
    public Update step(List<TrainingBatch> parts, double learningRate) {
        if (left-- == 0) {
            throw new Interruption();
        }
        return trainer.step(parts, learningRate);
    }

    @Override
    public double loss(TrainingBatch batch) {
        return trainer.loss(batch);
    }

    @Override
    public double[] logOdds(List<int[]> prompts, AnswerTokens answers) {
        return trainer.logOdds(prompts, answers);
    }

    @Override
    public void save(Path dir) throws IOException {
        trainer.save(dir);
    }

    @Override
    public void saveState(Path file) throws IOException {
        trainer.saveState(file);
    }

    @Override
    public void restoreState(Path file) throws IOException {
        trainer.restoreState(file);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
