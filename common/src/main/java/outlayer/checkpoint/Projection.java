package outlayer.checkpoint;

/** The seven matrices of a block, in the order in which the decoder takes them. */
public enum Projection {
    QUERY("self_attn.q_proj"),
    KEY("self_attn.k_proj"),
    VALUE("self_attn.v_proj"),
    OUTPUT("self_attn.o_proj"),
    GATE("mlp.gate_proj"),
    UP("mlp.up_proj"),
    DOWN("mlp.down_proj");

    private final String path;

    Projection(String path) {
        this.path = path;
    }

    /** Name of the module in that block, as checkpoints have it: {@code model.layers.0.self_attn.q_proj}. */
    public String module(int block) {
        return "model.layers." + block + "." + path;
    }

    /** Name of the module alone: {@code q_proj}. */
    public String shortName() {
        return path.substring(path.indexOf('.') + 1);
    }

    /** Size of the vectors that it takes. */
    public int inputs(ModelConfig config) {
        return switch (this) {
            case QUERY, KEY, VALUE, GATE, UP -> config.width();
            case OUTPUT -> config.heads() * config.headSize();
            case DOWN -> config.innerWidth();
        };
    }

    /** Size of the vectors that it gives. */
    public int outputs(ModelConfig config) {
        return switch (this) {
            case QUERY -> config.heads() * config.headSize();
            case KEY, VALUE -> config.keyValueHeads() * config.headSize();
            case OUTPUT, DOWN -> config.width();
            case GATE, UP -> config.innerWidth();
        };
    }

    /** Whether a vector is added to what it gives. */
    public boolean biased(ModelConfig config) {
        return switch (this) {
            case QUERY, KEY, VALUE, OUTPUT -> config.attentionBias();
            case GATE, UP, DOWN -> config.mlpBias();
        };
    }
}
