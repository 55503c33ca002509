package outlayer.jobs.models;

/** What a Hugging Face directory holds. */
enum DirectoryKind {
    /** A whole model: configuration, tokenizer, weights. */
    MODEL,
    /** A PEFT adapter. */
    ADAPTER,
    /** What a model has to make tokens of texts. */
    TOKENIZER,
    /** One hookpoint of a set of sparse autoencoders. */
    SAE
}
