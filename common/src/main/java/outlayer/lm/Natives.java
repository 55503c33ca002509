package outlayer.lm;

import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import outlayer.torch.Device;
import outlayer.torch.Torch;

/** Loads the native libraries that the language model stands on, and says which they are. */
public final class Natives {

    private static final String SMALLEST_TOKENIZER = """
            {"version": "1.0", "added_tokens": [], "model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}
            """;

    private Natives() {}

    /** Version and flavor of libtorch, after a computation that needed it. */
    public static String pytorch() {
        try (NDManager manager = Torch.manager(Device.CPU)) {
            float sum = manager.ones(new ai.djl.ndarray.types.Shape(2, 2)).sum().getFloat();
            if (sum != 4) {
                throw new IllegalStateException("libtorch sums four ones to " + sum);
            }
        }
        return Engine.getEngine("PyTorch").getVersion() + ", " + Torch.flavor();
    }

    /** How many GPUs libtorch sees; none is no fault. */
    public static int gpuCount() {
        return Torch.gpuCount();
    }

    /** Loads the tokenizers library and encodes a word. */
    public static String tokenizers() throws IOException {
        InputStream json = new ByteArrayInputStream(SMALLEST_TOKENIZER.getBytes(StandardCharsets.UTF_8));
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(json, Map.of())) {
            return "loaded; \"a\" is token " + tokenizer.encode("a").getIds()[0];
        }
    }
}
