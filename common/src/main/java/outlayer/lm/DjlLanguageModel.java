package outlayer.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.torch.Device;

/** A Hugging Face checkpoint directory, read as it is, run by libtorch in this process; with a LoRA adapter or without. */
public final class DjlLanguageModel implements LanguageModel {

    private final Decoder decoder;
    /** Null for the base itself, which then owns the decoder. */
    private final @Nullable Lora lora;

    private DjlLanguageModel(Decoder decoder, @Nullable Lora lora) {
        this.decoder = decoder;
        this.lora = lora;
    }

    /** Opens a checkpoint; on the processor, weights that the file holds in that precision are mapped, not copied. */
    public static DjlLanguageModel open(Path dir, Device device, Precision precision) throws IOException {
        return new DjlLanguageModel(Decoder.open(dir, device, precision), null);
    }

    /**
     * The same weights with a PEFT adapter directory over them. Adapters take no part in the base's weights, so that models with
     * different ones may be read side by side. Closing it frees the adapter alone; it must not outlive the base.
     */
    public DjlLanguageModel withAdapter(Path dir) throws IOException {
        if (lora != null) {
            throw new IllegalStateException("This model has an adapter already; put " + dir + " over its base");
        }
        return new DjlLanguageModel(decoder, Lora.open(dir, decoder));
    }

    /** The weights, for an adapter to be trained over them. */
    Decoder decoder() {
        return decoder;
    }

    @Override
    public ModelConfig config() {
        return decoder.config();
    }

    @Override
    public Readout read(List<int[]> prompts, @Nullable AnswerTokens answers, Taps taps) {
        return decoder.read(prompts, answers, taps, lora);
    }

    @Override
    public Gradients differentiate(
            List<int[]> prompts, AnswerTokens answers, Taps taps, Collection<LinearProbe> probes) {
        return decoder.differentiate(prompts, answers, taps, List.copyOf(probes), lora);
    }

    @Override
    public void close() {
        if (lora == null) {
            decoder.close();
        } else {
            lora.close();
        }
    }
}
