package outlayer.jobs.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.CurveTable;
import outlayer.jobs.work.Findings;
import outlayer.lm.AdamWOptions;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.Tokenizer;
import outlayer.lm.TrainerOptions;
import outlayer.training.BalancedBatches;
import outlayer.training.LabelRule;
import outlayer.training.LearningCurve;
import outlayer.training.Training;
import outlayer.training.TrainingOptions;
import outlayer.training.Validation;

/** A model while it is trained: a local directory that becomes a unit's files at the end. For one task. */
final class TrainedModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainedModel.class);

    private final String name;
    private final Path directory;

    private TrainedModel(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    static TrainedModel begin(String name) throws IOException {
        return new TrainedModel(name, Files.createTempDirectory("outlayer-" + name + "-"));
    }

    static TrainerOptions options(TrainingOptions options) {
        AdamWOptions standard = AdamWOptions.standard();
        AdamWOptions adamW = new AdamWOptions(
                standard.beta1(),
                standard.beta2(),
                standard.epsilon(),
                options.weightDecay(),
                standard.maxGradientNorm());
        return new TrainerOptions(adamW, options.resultWeight());
    }

    Path directory() {
        return directory;
    }

    /** Trains to the end and writes the kept weights, the tokenizer and the learning curve into the unit. */
    Findings train(
            DecoderTrainer trainer,
            TrainingData data,
            LabelRule rule,
            TrainingOptions options,
            long seed,
            UnitWriter writer)
            throws IOException {
        LearningCurve curve;
        try (Tokenizer tokenizer = Tokenizer.open(directory)) {
            AnswerTokens answers = data.answers(tokenizer, directory);
            BalancedBatches batches =
                    new BalancedBatches(data.trainingSets(rule, tokenizer), answers, options.batch(), seed);
            Validation validation = new Validation(data.validationSet(rule, tokenizer), answers);
            curve = Training.run(
                    trainer, batches, validation, options, directory, point -> LOG.info("{}: {}", name, point));
        }
        for (List<String> files : List.of(ModelFiles.TOKENIZER, ModelFiles.WEIGHTS)) {
            for (String file : files) {
                writer.copyIn(file, directory.resolve(file));
            }
        }
        CurveTable.TABLE.write(writer.file(CurveTable.FILE), curve.points());
        return Findings.count("kept-step", curve.kept().step());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
