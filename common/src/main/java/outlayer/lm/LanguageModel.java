package outlayer.lm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.torch.DeviceMemoryException;

/** Reads prompts and gives what goes on inside; may be shared between threads until it is closed. */
public interface LanguageModel extends AutoCloseable {

    ModelConfig config();

    /**
     * One forward pass over a batch of prompts, each a list of token ids of any length up to the model's limit.
     *
     * @param answers whose log-odds are wanted at the last token; null: none, and then no block runs above the highest tap
     * @throws DeviceMemoryException where the batch does not fit
     */
    Readout read(List<int[]> prompts, @Nullable AnswerTokens answers, Taps taps);

    @Override
    void close();
}
