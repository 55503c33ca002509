package outlayer.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import outlayer.checkpoint.ModelConfig;

/** A decoder of which something is trained; what that is and how it is saved is its kinds' to say. */
abstract sealed class LearningDecoder implements Trainer permits AdapterTrainer, DecoderTrainer {

    private final ModelConfig config;
    private final Learner learner;

    LearningDecoder(ModelConfig config, Learner learner) {
        this.config = config;
        this.learner = learner;
    }

    @Override
    public final ModelConfig config() {
        return config;
    }

    @Override
    public final Update step(List<TrainingBatch> parts, double learningRate) {
        return learner.step(parts, learningRate);
    }

    @Override
    public final double loss(TrainingBatch batch) {
        return learner.loss(batch);
    }

    @Override
    public final double[] logOdds(List<int[]> prompts, AnswerTokens answers) {
        return learner.logOdds(prompts, answers);
    }

    @Override
    public final void saveState(Path file) throws IOException {
        learner.optimizer().save(file);
    }

    @Override
    public final void restoreState(Path file) throws IOException {
        learner.optimizer().restore(file);
    }
}
