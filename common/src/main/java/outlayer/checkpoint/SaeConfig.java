package outlayer.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A top-k sparse autoencoder (Gao et al. 2024) as the {@code cfg.json} of EleutherAI's sparsify states it.
 *
 * @param width of the vectors that it reads ({@code d_in})
 * @param latents how many it has ({@code num_latents}, or where that is 0 or absent {@code expansion_factor} times the width)
 * @param k how many of them a vector may use ({@code k})
 */
public record SaeConfig(int width, int latents, int k) {

    private static final int DEFAULT_EXPANSION = 32;
    private static final int DEFAULT_K = 32;

    public SaeConfig {
        if (width < 1 || latents < 1 || k < 1 || k > latents) {
            throw new IllegalArgumentException("A sparse autoencoder has width " + width + ", " + latents
                    + " latents and k " + k + "; expected 1 or more of each, and no more than all latents");
        }
    }

    /** Reads {@code cfg.json}; what would change the encoding otherwise is refused by name. */
    static SaeConfig read(Path dir) throws IOException {
        JsonFields fields = JsonFields.read(dir.resolve("cfg.json"));
        fields.require("activation", "topk");
        fields.require("signed", "false");
        fields.require("transcode", "false");
        fields.require("gram_lookup", "false");
        int width = fields.integer("d_in");
        int latents = fields.integer("num_latents", 0);
        if (latents == 0) {
            latents = Math.multiplyExact(width, fields.integer("expansion_factor", DEFAULT_EXPANSION));
        }
        return new SaeConfig(width, latents, fields.integer("k", DEFAULT_K));
    }
}
