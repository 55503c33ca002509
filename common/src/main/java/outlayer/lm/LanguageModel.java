package outlayer.lm;

import java.util.List;

/** Reads prompts and gives what stands at their last token; may be shared between threads until it is closed. */
public interface LanguageModel extends AutoCloseable {

    ModelConfig config();

    /** One forward pass over a batch of prompts, each a list of token ids of any length up to the model's limit. */
    LastToken read(List<int[]> prompts, AnswerTokens answers);

    @Override
    void close();
}
