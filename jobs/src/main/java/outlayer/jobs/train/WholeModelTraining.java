package outlayer.jobs.train;

import java.io.IOException;
import java.nio.file.Path;
import outlayer.jobs.work.Findings;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.Tokenizer;
import outlayer.training.BalancedBatches;
import outlayer.training.Course;
import outlayer.training.Keeping;
import outlayer.training.LabelRule;
import outlayer.training.TrainingOptions;
import outlayer.training.Validation;

/**
 * A tiny model trained on all datasets given, both answers to each alike often.
 *
 * @param seed of the order in which examples are dealt out
 */
record WholeModelTraining(TrainingData data, TrainingOptions options, long seed) {

    /** @param directory holds the model's tokenizer */
    Findings run(TrainingTask task, DecoderTrainer trainer, LabelRule rule, Path directory) throws IOException {
        int maxTokens = trainer.config().maxTokens();
        try (Tokenizer tokenizer = Tokenizer.open(directory)) {
            Course course = new Course(
                    new BalancedBatches(data.trainingSets(rule, tokenizer, maxTokens), options.batch(), seed),
                    new Validation(data.validationSet(rule, tokenizer, maxTokens)));
            return task.run(trainer, course, options, Keeping.States.CHOSEN, ModelFiles.tokenizer(directory));
        }
    }
}
