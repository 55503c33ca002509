package outlayer.lm;

import outlayer.checkpoint.ModelConfig;

/** Where in the decoder a vector is taken. Blocks are counted from 0; block l reads the residual of layer l and writes that of layer l + 1. */
public enum Point {
    /** The residual stream: layer 0 is the embedding, layer l the stream after l blocks, the last one before the final norm. [d] */
    RESIDUAL("residual"),
    /** The input of block l's o_proj: what its heads found, side by side. [H D] */
    HEADS("heads"),
    /** What the attention of block l adds to the residual. [d] */
    ATTENTION("attention"),
    /** What the feed-forward part of block l adds to the residual. [d] */
    MLP("mlp");

    private final String key;

    Point(String key) {
        this.key = key;
    }

    /** Name in settings and tables. */
    public String key() {
        return key;
    }

    /** Size of its vectors. */
    public int width(ModelConfig config) {
        return this == HEADS ? config.heads() * config.headSize() : config.width();
    }

    /** How many layers have it: blocks + 1 for the residual, blocks for all others. */
    public int layers(ModelConfig config) {
        return this == RESIDUAL ? config.layers() : config.blocks();
    }
}
