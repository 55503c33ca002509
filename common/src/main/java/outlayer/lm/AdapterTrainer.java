package outlayer.lm;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Projection;

/**
 * A LoRA adapter that is trained in float32 over a base that stays as it is, in the precision in which it was opened (Hu et al. 2021).
 *
 * <p>Equal seeds and equal batches give equal adapters, bit for bit. Trainers may work side by side on one base, each on one thread;
 * closing one leaves the base open.
 */
public final class AdapterTrainer extends LearningDecoder {

    private final Lora lora;
    private final NDManager manager;

    private AdapterTrainer(Decoder decoder, Lora lora, NDManager manager, TrainerOptions options) {
        super(decoder.config(), new Learner(manager, decoder, lora, options));
        this.lora = lora;
        this.manager = manager;
    }

    /** An adapter that changes nothing yet, its A drawn from the seed, over a base that must outlive it. */
    public static AdapterTrainer over(DjlLanguageModel base, LoraConfig config, long seed, TrainerOptions options) {
        requireCovered(config, base.config());
        Decoder decoder = base.decoder();
        Lora lora = Lora.random(config, decoder, new Random(seed));
        return new AdapterTrainer(decoder, lora, decoder.manager().newSubManager(), options);
    }

    private static void requireCovered(LoraConfig config, ModelConfig base) {
        boolean covers = false;
        for (int block = 0; block < base.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                covers |= config.covers(projection.module(block));
            }
        }
        if (!covers) {
            throw new IllegalArgumentException("The adapter covers no projection of the base: " + config.modules()
                    + ", expected names such as q_proj");
        }
    }

    /** Writes a PEFT directory: {@code adapter_config.json} and {@code adapter_model.safetensors}. */
    @Override
    public void save(Path dir) throws IOException {
        lora.save(dir);
    }

    @Override
    public void close() {
        manager.close();
        lora.close();
    }
}
