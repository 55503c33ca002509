package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.checkpoint.Tensor;
import outlayer.feature.SaeEncoder;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Taps;

/** Features beyond activations: derivatives against the forward pass alone, latents against their matrix product. */
final class EffectBenchmarks {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    private static final int PROMPTS = 8;
    private static final int TOKENS = 128;

    private final Path out;
    private final Sizes sizes;

    EffectBenchmarks(Path out, Sizes sizes) {
        this.out = out;
        this.sizes = sizes;
    }

    /** Values and derivatives of what every head of every block found, as attribution needs them. */
    Result attribution() {
        ModelConfig config = config();
        return differentiated(
                "decoder-attribution",
                Taps.all(Point.HEADS, config),
                List.of(),
                1.8,
                "log-odds, what every head found and the gradient with respect to it, all blocks at once");
    }

    /** The same, and derivatives of a probe on the attention output of every block. */
    Result probeShift() {
        ModelConfig config = config();
        List<LinearProbe> probes = IntStream.range(0, config.blocks())
                .mapToObj(layer -> new LinearProbe(Point.ATTENTION, layer, new double[config.width()], 0))
                .toList();
        return differentiated(
                "decoder-probe-shift",
                Taps.all(Point.HEADS, config)
                        .and(
                                Point.ATTENTION,
                                probes.stream().map(LinearProbe::layer).toList()),
                probes,
                2.5,
                "the same with a probe on every block's attention, each with a backward pass of its own");
    }

    private Result differentiated(String name, Taps taps, List<LinearProbe> probes, double most, String note) {
        ModelConfig config = config();
        List<int[]> prompts = RandomModel.prompts(config, PROMPTS, i -> TOKENS);
        Path dir = out.resolve("data").resolve("residuals-" + sizes.name().toLowerCase(Locale.ROOT));
        try (DjlLanguageModel model = RandomModel.open(dir, config)) {
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(),
                    () -> model.differentiate(prompts, ANSWERS, taps, probes),
                    () -> model.read(prompts, ANSWERS, taps));
            double work = (double) PROMPTS * TOKENS;
            return new Result(
                    name,
                    String.format(
                            Locale.ROOT, "blocks=%d d=%d, %d x %d", config.blocks(), config.width(), PROMPTS, TOKENS),
                    "float32",
                    1,
                    timed.ours(),
                    work,
                    "tokens/s",
                    new Result.Floor("the forward pass's rate", work / Stopwatch.best(timed.theirs())),
                    List.of(Requirement.atMost(
                            most, "x the time of the forward pass (median of the turns)", 1 / timed.ratio())),
                    note);
        }
    }

    private ModelConfig config() {
        int d = sizes.decoderWidth();
        return RandomModel.config(d, 8 * d / 3, sizes.decoderBlocks(), d / 64, d / 64, 8192, MixedPrompts.LONGEST);
    }

    /** Top-k latents of a few hundred vectors, against the product that they need. */
    Result encoding() {
        int d = sizes.judged() ? 2048 : 64;
        int latents = 16 * d;
        int vectors = 512;
        Path set = out.resolve("data").resolve("sae-" + sizes.name().toLowerCase(Locale.ROOT));
        SplittableRandom random = new SplittableRandom(1);
        write(set.resolve("layers.0"), d, latents, random);
        Matrix x =
                Matrix.of(vectors, d, random.doubles((long) vectors * d, -1, 1).toArray());
        try (SaeEncoder encoder = SaeEncoder.open(set, "layers.0");
                NativeMatrix left = NativeMatrix.copyOf(x, Arithmetic.FLOAT32);
                NativeMatrix right = NativeMatrix.allocate(latents, d, Arithmetic.FLOAT32);
                NativeMatrix product = NativeMatrix.allocate(vectors, latents, Arithmetic.FLOAT32)) {
            double[] row = random.doubles(d, -1, 1).toArray();
            for (int i = 0; i < latents; i++) {
                right.writeRow(i, 0, row, d);
            }
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(),
                    () -> encoder.encode(x),
                    () -> Blas.multiplyTransposed(left, vectors, right, product));
            double operations = 2.0 * vectors * latents * d;
            return new Result(
                    "sae-encoding",
                    String.format(Locale.ROOT, "d=%d latents=%d k=32, %d vectors", d, latents, vectors),
                    "float32",
                    1,
                    timed.ours(),
                    operations / 1e9,
                    "GF/s",
                    new Result.Floor("the matrix product alone", operations / 1e9 / Stopwatch.best(timed.theirs())),
                    List.of(Requirement.atMost(
                            3, "x the time of the product alone (median of the turns)", 1 / timed.ratio())),
                    "weights mapped, converted and multiplied in blocks of rows, the 32 largest kept");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write or read " + set, e);
        }
    }

    private static void write(Path dir, int d, int latents, SplittableRandom random) {
        try {
            Files.createDirectories(dir);
            Files.writeString(
                    dir.resolve("cfg.json"), "{\"d_in\": %d, \"num_latents\": %d, \"k\": 32}".formatted(d, latents));
            float[] matrix = new float[latents * d];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = (float) random.nextDouble(-1, 1);
            }
            var tensors = new TreeMap<String, Tensor>();
            tensors.put("encoder.weight", Tensor.of(List.of((long) latents, (long) d), matrix));
            tensors.put("encoder.bias", Tensor.of(List.of((long) latents), new float[latents]));
            tensors.put("b_dec", Tensor.of(List.of((long) d), new float[d]));
            SafeTensorsWriter.write(dir.resolve("sae.safetensors"), tensors);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + dir, e);
        }
    }
}
