package outlayer.lm;

import java.util.Collection;
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

    /**
     * One forward pass, and over it one backward pass for the log-odds and one for each probe, at the last tokens.
     *
     * @param taps with {@link Positions#LAST}, among them every point that a probe reads
     * @throws DeviceMemoryException where the batch does not fit
     */
    Gradients differentiate(List<int[]> prompts, AnswerTokens answers, Taps taps, Collection<LinearProbe> probes);

    @Override
    void close();
}
