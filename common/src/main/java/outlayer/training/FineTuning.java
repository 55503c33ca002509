package outlayer.training;

import java.io.Serializable;
import java.util.List;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.Projection;
import outlayer.torch.AdamWOptions;
import outlayer.torch.LearningRate;
import outlayer.training.TrainingOptions.Kept;

/**
 * How a model that exists is made quirky on one dataset. The settings' defaults are the published recipe (METHODS 2): loss on the
 * answer's token only, warm-up and linear decay to 0, classes balanced by undersampling, lowest validation loss wins.
 *
 * @param epochs rounds over the balanced training set, where steps is 0
 * @param steps of the training; 0: as many as the rounds take
 * @param warmupShare of the steps
 * @param batch examples of a step
 * @param passTokens of one pass through the model, padding included
 * @param maxTokens a longer prompt loses its beginning
 * @param patience evaluations without a lower validation loss after which it stops; 0: it does not
 * @param states which of the judged states are kept
 */
public record FineTuning(
        Weights weights,
        double learningRate,
        double warmupShare,
        AdamWOptions adamW,
        double epochs,
        int steps,
        int batch,
        int passTokens,
        int maxTokens,
        EvaluationSteps evaluations,
        int patience,
        Keeping.States states)
        implements Serializable {

    /** Which numbers are trained. */
    public sealed interface Weights extends Serializable {}

    /** All weights of the model, in float32. */
    public record Full() implements Weights {}

    /** A float32 adapter over the base, which stays as it is (Hu et al. 2021). */
    public record Adapter(int rank, double alpha, List<Projection> projections) implements Weights {

        public Adapter {
            Requirement.that(rank > 0, "lora.rank", rank, "at least 1");
            Requirement.that(alpha > 0, "lora.alpha", alpha, "a positive number");
            Requirement.that(!projections.isEmpty(), "lora.projections", projections, "at least one, such as q_proj");
            projections = List.copyOf(projections);
        }

        public LoraConfig config(String base) {
            return LoraConfig.of(rank, alpha, projections, base);
        }
    }

    public FineTuning {
        Requirement.that(warmupShare >= 0 && warmupShare <= 1, "warmup-share", warmupShare, "a share from 0 to 1");
        Requirement.that(steps >= 0, "steps", steps, "0 or more");
        Requirement.that(steps > 0 || epochs > 0, "epochs", epochs, "a positive number where steps is 0");
        Requirement.that(maxTokens >= 2, "max-tokens", maxTokens, "at least 2");
        training(Math.max(1, steps), learningRate, warmupShare, adamW, batch, passTokens, evaluations, patience);
    }

    /** The same with so many times the rounds: datasets that are small or hard need more. */
    public FineTuning timesEpochs(double factor) {
        Requirement.that(factor > 0, "factor of epochs", factor, "a positive number");
        return new FineTuning(
                weights,
                learningRate,
                warmupShare,
                adamW,
                epochs * factor,
                steps,
                batch,
                passTokens,
                maxTokens,
                evaluations,
                patience,
                states);
    }

    /** What is dealt out of a training set. */
    public UndersampledBatches batches(List<TokenisedExample> examples, long seed) {
        return new UndersampledBatches(examples, batch, seed);
    }

    /** The training over these batches. */
    public TrainingOptions training(UndersampledBatches batches) {
        int length = steps > 0 ? steps : batches.steps(epochs);
        return training(length, learningRate, warmupShare, adamW, batch, passTokens, evaluations, patience);
    }

    private static TrainingOptions training(
            int steps,
            double learningRate,
            double warmupShare,
            AdamWOptions adamW,
            int batch,
            int passTokens,
            EvaluationSteps evaluations,
            int patience) {
        return new TrainingOptions(
                LearningRate.published(learningRate, steps, warmupShare),
                batch,
                passTokens,
                adamW,
                0,
                evaluations,
                Kept.LOWEST_VALIDATION_LOSS,
                patience);
    }
}
