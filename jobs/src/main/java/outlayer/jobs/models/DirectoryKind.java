package outlayer.jobs.models;

import java.util.List;

/** What a Hugging Face directory holds. */
enum DirectoryKind {
    /** A whole model: configuration, tokenizer, weights. */
    MODEL(List.of("config.json", "tokenizer.json"), List.of("tokenizer_config.json", "special_tokens_map.json")),
    /** A PEFT adapter. */
    ADAPTER(List.of(DirectoryKind.ADAPTER_CONFIG, "adapter_model.safetensors"), List.of());

    /** The file by which an adapter is known. */
    static final String ADAPTER_CONFIG = "adapter_config.json";

    private final List<String> required;
    private final List<String> optional;

    DirectoryKind(List<String> required, List<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** Files that must be there, weights of a model apart. */
    List<String> required() {
        return required;
    }

    /** Files that are read where they are there. */
    List<String> optional() {
        return optional;
    }
}
