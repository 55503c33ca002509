package outlayer.feature;

import outlayer.lm.Point;

/**
 * Where a sparse autoencoder was trained to read, as the directories of EleutherAI's sets name it. {@code layers.N} is the output of block N,
 * counted from 0: the residual of our layer N + 1 (the published detection code feeds it the input of that block, one block early).
 */
public final class SaeHookpoint {

    private SaeHookpoint() {}

    /** {@code layers.23} for the residual of layer 24, {@code embed_tokens} for that of layer 0, {@code layers.23.mlp}, {@code layers.23.self_attn}. */
    public static String name(Point point, int layer) {
        return switch (point) {
            case RESIDUAL -> layer == 0 ? "embed_tokens" : "layers." + (layer - 1);
            case ATTENTION -> "layers." + layer + ".self_attn";
            case MLP -> "layers." + layer + ".mlp";
            case HEADS ->
                throw new IllegalArgumentException(
                        "No sparse autoencoder reads the feature heads; expected residual, attention or mlp");
        };
    }
}
