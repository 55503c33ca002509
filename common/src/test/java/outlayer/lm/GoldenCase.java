package outlayer.lm;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.torch.Device;

/** A checkpoint made by {@code golden/make_golden.py}, bare or under an adapter, with what transformers and PEFT make of it. */
record GoldenCase(String checkpoint, @Nullable String adapter) {

    /** What is done with the open model. */
    interface Use {
        void with(DjlLanguageModel model) throws Exception;
    }

    private static GoldenCase bare(String checkpoint) {
        return new GoldenCase(checkpoint, null);
    }

    static Stream<GoldenCase> all() {
        return Stream.concat(
                Stream.of("llama", "llama-tied", "llama-bias", "mistral", "mistral-bf16")
                        .map(GoldenCase::bare),
                adapted());
    }

    static Stream<GoldenCase> adapted() {
        return Stream.of(
                new GoldenCase("llama", "recipe"),
                new GoldenCase("llama", "rslora"),
                new GoldenCase("llama-tied", "recipe"),
                new GoldenCase("llama-bias", "few"),
                new GoldenCase("mistral", "two-layers"));
    }

    /** Those with a reference for bfloat16; their files hold F32, BF16, F16 and BF16. */
    static Stream<GoldenCase> bfloat16() {
        return Stream.of(
                new GoldenCase("llama", "rslora"),
                new GoldenCase("llama-tied", "recipe"),
                bare("llama-bias"),
                bare("mistral-bf16"));
    }

    /** A directory or file beside the script. */
    static Path path(String name) {
        URI script = uri("golden/make_golden.py");
        return Objects.requireNonNull(Path.of(script).getParent()).resolve(name);
    }

    private static URI uri(String resource) {
        try {
            return Objects.requireNonNull(GoldenCase.class.getResource(resource))
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path dir() {
        return path(checkpoint);
    }

    /** Where the expected values lie: the adapter's directory, or that of the bare checkpoint. */
    private Path expectedDir() {
        return adapter == null ? dir() : dir().resolve(adapter);
    }

    ModelConfig config() throws IOException {
        return ModelConfig.read(dir());
    }

    /** Opens the model for as long as it is used. */
    void open(Precision precision, Use use) throws Exception {
        try (DjlLanguageModel base = DjlLanguageModel.open(dir(), Device.CPU, precision)) {
            if (adapter == null) {
                use.with(base);
            } else {
                try (DjlLanguageModel adapted = base.withAdapter(dir().resolve(adapter))) {
                    use.with(adapted);
                }
            }
        }
    }

    /** Log-odds and last-token vectors of every layer of every point. */
    Readout expected() throws IOException {
        return everyPoint("last.");
    }

    /** Log-odds and their derivatives with respect to these vectors. */
    Readout expectedGradients() throws IOException {
        return everyPoint("gradient.");
    }

    private Readout everyPoint(String prefix) throws IOException {
        int prompts = GoldenPrompts.read().prompts().size();
        try (var file = GoldenTensors.open(expectedDir().resolve("expected.safetensors"))) {
            var readout = new Readout(file.doubles("log_odds", prompts), prompts);
            for (Point point : Point.values()) {
                add(readout, file, prefix + point.key(), point);
            }
            return readout;
        }
    }

    /** Residuals of all tokens of the short prompts, one prompt after another. */
    Readout expectedTokens() throws IOException {
        int tokens = GoldenPrompts.read().shorter().stream()
                .mapToInt(prompt -> prompt.length)
                .sum();
        try (var file = GoldenTensors.open(expectedDir().resolve("expected.safetensors"))) {
            return add(new Readout(new double[0], tokens), file, "every.residual", Point.RESIDUAL);
        }
    }

    /** Log-odds and residuals of the many prompts; {@code model} is {@code reference} (float32) or {@code transformers} (bfloat16). */
    Readout expectedOfMany(String model) throws IOException {
        int prompts = GoldenPrompts.read().many().size();
        try (var file = GoldenTensors.open(expectedDir().resolve("bfloat16.safetensors"))) {
            var readout = new Readout(file.doubles(model + ".log_odds", prompts), prompts);
            return add(readout, file, model + ".residual", Point.RESIDUAL);
        }
    }

    private Readout add(Readout readout, GoldenTensors file, String name, Point point) throws IOException {
        ModelConfig config = config();
        int size = readout.rows() * point.width(config);
        float[] all = file.floats(name, point.layers(config), readout.rows(), point.width(config));
        for (int layer = 0; layer < point.layers(config); layer++) {
            readout.with(point, layer, Arrays.copyOfRange(all, layer * size, (layer + 1) * size));
        }
        return readout;
    }

    /** Every layer of every point at the last token. */
    Taps everything() throws IOException {
        ModelConfig config = config();
        Taps taps = Taps.none();
        for (Point point : Point.values()) {
            List<Integer> layers =
                    IntStream.range(0, point.layers(config)).boxed().toList();
            taps = taps.and(point, layers);
        }
        return taps;
    }

    @Override
    public String toString() {
        return adapter == null ? checkpoint : checkpoint + "/" + adapter;
    }
}
