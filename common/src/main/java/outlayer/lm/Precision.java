package outlayer.lm;

import outlayer.checkpoint.ElementType;

/** The number format in which a model runs: its weights and what flows between them. Sums inside an operation are float32 in both. */
public enum Precision {
    FLOAT32("float32", ElementType.F32),
    BFLOAT16("bfloat16", ElementType.BF16);

    private final String key;
    private final ElementType elements;

    Precision(String key, ElementType elements) {
        this.key = key;
        this.elements = elements;
    }

    /** Name in settings and keys. */
    public String key() {
        return key;
    }

    /** The format that weights need in a file to be used without conversion. */
    public ElementType elements() {
        return elements;
    }
}
