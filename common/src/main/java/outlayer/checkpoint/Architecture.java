package outlayer.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/** Decoders that are known, by their Hugging Face names; both are the same block with other settings. */
public enum Architecture {
    LLAMA("LlamaForCausalLM", "llama"),
    MISTRAL("MistralForCausalLM", "mistral");

    private final String className;
    private final String modelType;

    Architecture(String className, String modelType) {
        this.className = className;
        this.modelType = modelType;
    }

    /** As in {@code architectures}. */
    public String className() {
        return className;
    }

    /** As in {@code model_type}. */
    public String modelType() {
        return modelType;
    }

    static Optional<Architecture> ofClassName(String name) {
        return Arrays.stream(values()).filter(a -> a.className.equals(name)).findFirst();
    }
}
