package outlayer.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Hugging Face checkpoint directory, read as it is, run by libtorch in this process. */
public final class DjlLanguageModel implements LanguageModel {

    private final Decoder decoder;

    private DjlLanguageModel(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Opens {@code config.json} and {@code model.safetensors}; on the processor the weights are mapped, not copied. */
    public static DjlLanguageModel open(Path dir, Device device) throws IOException {
        return new DjlLanguageModel(Decoder.open(dir, device));
    }

    @Override
    public ModelConfig config() {
        return decoder.config();
    }

    @Override
    public LastToken read(List<int[]> prompts, AnswerTokens answers) {
        return decoder.read(prompts, answers);
    }

    /** Derivatives of the log-odds with respect to the residual of every layer at the last token, in place of the residuals. */
    public LastToken gradients(List<int[]> prompts, AnswerTokens answers) {
        return decoder.gradients(prompts, answers);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
