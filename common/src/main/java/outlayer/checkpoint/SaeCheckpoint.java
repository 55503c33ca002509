package outlayer.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A sparse autoencoder in the directory of one hookpoint, as EleutherAI publishes them: {@code cfg.json} and {@code sae.safetensors} with
 * encoder.weight [latents, d], encoder.bias [latents], W_dec [latents, d] and b_dec [d]. The encoder's matrix, of gigabytes, is mapped a block of
 * rows at a time. Threads may share it.
 */
public final class SaeCheckpoint implements AutoCloseable {

    private static final String MATRIX = "encoder.weight";
    private static final String BIAS = "encoder.bias";
    private static final String DECODER_BIAS = "b_dec";

    private final SaeConfig config;
    private final SafeTensors file;

    private SaeCheckpoint(SaeConfig config, SafeTensors file) {
        this.config = config;
        this.file = file;
        file.checkRows(MATRIX, matrixShape());
        file.check(BIAS, List.of((long) config.latents()));
        file.check(DECODER_BIAS, List.of((long) config.width()));
    }

    /** Opens the directory of a hookpoint under that of the whole set, such as {@code layers.23}, and holds shapes against each other. */
    public static SaeCheckpoint open(Path set, String hookpoint) throws IOException {
        Path dir = set.resolve(hookpoint);
        if (!Files.isDirectory(dir)) {
            throw new IllegalArgumentException(dir + " is missing, expected a directory for the hookpoint " + hookpoint
                    + " with cfg.json and sae.safetensors; there are " + hookpoints(set));
        }
        SaeConfig config = SaeConfig.read(dir);
        SafeTensors file = SafeTensors.open(dir.resolve("sae.safetensors"));
        try {
            return new SaeCheckpoint(config, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static List<String> hookpoints(Path set) throws IOException {
        if (!Files.isDirectory(set)) {
            return List.of();
        }
        try (var entries = Files.list(set)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    public SaeConfig config() {
        return config;
    }

    /** Rows [from, from + count) of the encoder's matrix, [count, d], mapped. */
    public Tensor matrixRows(int from, int count) throws IOException {
        return file.rows(MATRIX, matrixShape(), from, count);
    }

    /** [latents] */
    public Tensor bias() throws IOException {
        return file.tensor(BIAS, List.of((long) config.latents()));
    }

    /** [d], which is taken off a vector before it is encoded. */
    public Tensor decoderBias() throws IOException {
        return file.tensor(DECODER_BIAS, List.of((long) config.width()));
    }

    private List<Long> matrixShape() {
        return List.of((long) config.latents(), (long) config.width());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
