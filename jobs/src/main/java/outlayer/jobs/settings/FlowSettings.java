package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.flow.FlowArchitecture;
import outlayer.flow.FlowOptions;
import outlayer.lm.Positions;
import outlayer.torch.LearningRate;

/**
 * The normalising flows: one for each model and layer, trained on what the base model holds.
 *
 * @param layers of the residual stream
 * @param data `train`: the part of that name of every labelled dataset, all together; or a dataset of prompts
 * @param positions the last token of each prompt, or all of them
 * @param device `auto`, `cpu`, `gpu` (the address that Spark gives to the task) or `gpu:N`
 * @param training without its seed, which depends on the run's, the model and the layer
 */
public record FlowSettings(
        LayerChoice layers,
        String data,
        Positions positions,
        String device,
        CheckpointInterval interval,
        FlowOptions training)
        implements Serializable {

    /** The part of every labelled dataset. */
    public static final String TRAIN = "train";

    /** The latents of the feature activations at the flows' layers. */
    public static final String LATENTS = "flow-z";

    /** Their negative log-likelihood, one number a layer. */
    public static final String LIKELIHOOD = "flow-nll";

    public FlowSettings {
        DeviceSetting.require(device);
    }

    /** Null where no layers are named: there are no flows then. */
    static @Nullable FlowSettings ifAny(Block block) {
        FlowSettings settings = new FlowSettings(
                LayerChoice.of(block),
                block.text("data"),
                FeatureOptions.positions(block),
                block.text("device"),
                new CheckpointInterval(block.number("checkpoint-minutes")),
                block.block("training").as(FlowSettings::training));
        return block.has("layers") || block.has("depths") ? settings : null;
    }

    private static FlowOptions training(Block block) {
        return new FlowOptions(
                new FlowArchitecture(
                        block.integer("blocks"),
                        block.integer("mixed"),
                        block.integer("hidden"),
                        block.number("max-scale"),
                        block.integer("bins")),
                new LearningRate(
                        block.number("learning-rate"),
                        block.integer("steps"),
                        block.integer("warmup-steps"),
                        block.number("decay-from"),
                        0),
                block.integer("batch"),
                block.number("max-gradient-norm"),
                block.number("validation-share"),
                block.integer("judge-every"),
                block.integer("patience"),
                block.integer("shuffle-rows"),
                0);
    }

    /** How the flow of one model and layer is trained. */
    public FlowOptions training(long seed) {
        return new FlowOptions(
                training.architecture(),
                training.rate(),
                training.batch(),
                training.maxGradientNorm(),
                training.validationShare(),
                training.judgeEvery(),
                training.patience(),
                training.shuffleRows(),
                seed);
    }

    /** Stops where the data is no dataset that could give it, or the feature that flows transform is not read. */
    void requireFor(List<DatasetOptions> datasets, ExtractOptions extract, ScoreOptions score) {
        boolean prompts = datasets.stream()
                .anyMatch(dataset ->
                        dataset instanceof PromptOptions && dataset.name().equals(data));
        if (score.fits() == null && !data.equals(TRAIN) && !prompts) {
            throw new IllegalArgumentException("flow.data is \"" + data + "\", expected " + TRAIN
                    + ", or the name of a dataset of prompts among `datasets`");
        }
        if (extract.features().stream().noneMatch(feature -> feature.name().equals(FeatureOptions.ACTIVATIONS))) {
            throw new IllegalArgumentException("flow needs extract.features.activations, which are not read: give them"
                    + " the flows' layers at least, or set flow = null");
        }
    }

    /** The features that flows give. */
    public List<String> features() {
        return List.of(LATENTS, LIKELIHOOD);
    }
}
