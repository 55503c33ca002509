package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.checkpoint.ModelConfig;
import outlayer.linalg.Matrix;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Precision;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;
import outlayer.torch.Device;

/** Attribution and probe shift against torch autograd in float64 through transformers and PEFT, see {@code effects_golden.py}. */
final class EffectsGoldenTest {

    /** Of the longest effect of a vector: sums cancel. */
    private static final double TOLERANCE = 1e-4;

    private final JsonObject goldens = json("/outlayer/feature/effects_golden.json");
    private final JsonObject asked = json("/outlayer/lm/golden/prompts.json");

    private static JsonObject json(String resource) {
        try {
            return JsonParser.parseString(Files.readString(path(resource))).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path path(String resource) {
        try {
            return Path.of(Objects.requireNonNull(EffectsGoldenTest.class.getResource(resource), resource)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The script's formulas. */
    private static TrustedHeads trusted(ModelConfig config) {
        int d = Point.HEADS.width(config);
        double[] components = new double[TrustedHeads.COMPONENTS * d];
        for (int k = 0; k < TrustedHeads.COMPONENTS; k++) {
            for (int j = 0; j < d; j++) {
                components[k * d + j] = Math.sqrt(2.0 / d) * Math.cos(Math.PI * (k + 1) * (j + 0.5) / d);
            }
        }
        Matrix vectors = Matrix.of(TrustedHeads.COMPONENTS, d, components);
        double[] values = IntStream.range(0, TrustedHeads.COMPONENTS)
                .mapToDouble(k -> 100 - k)
                .toArray();
        TrustedHeads trusted = TrustedHeads.none();
        for (int layer = 0; layer < config.blocks(); layer++) {
            double[] mean = new double[d];
            for (int j = 0; j < d; j++) {
                mean[j] = 0.3 * Math.sin(1 + 7.0 * layer + j);
            }
            trusted =
                    trusted.with(layer, new Gaussian(99, mean, new double[d], Spectrum.of(1e-3, 1e3, values, vectors)));
        }
        return trusted;
    }

    private static LinearProbe probe(ModelConfig config, int layer) {
        double[] weights = new double[config.width()];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = Math.cos(3.0 * layer + j);
        }
        return new LinearProbe(Point.ATTENTION, layer, weights, 0.25 * layer);
    }

    private Prompts prompts() {
        Prompts prompts = new Prompts(
                new AnswerTokens(asked.get("no").getAsInt(), asked.get("yes").getAsInt()));
        for (var prompt : asked.getAsJsonArray("prompts")) {
            prompts.add(prompt.getAsJsonArray().asList().stream()
                    .mapToInt(token -> token.getAsInt())
                    .toArray());
        }
        return prompts;
    }

    private interface Use {
        void with(DjlLanguageModel model) throws IOException;
    }

    private static void open(String checkpoint, @Nullable String adapter, Use use) throws IOException {
        Path dir = path("/outlayer/lm/golden/" + checkpoint);
        try (DjlLanguageModel base = DjlLanguageModel.open(dir, Device.CPU, Precision.FLOAT32)) {
            if (adapter == null) {
                use.with(base);
            } else {
                try (DjlLanguageModel adapted = base.withAdapter(dir.resolve(adapter))) {
                    use.with(adapted);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"llama,", "llama, rslora", "mistral,"})
    void effectsAreThoseOfAutograd(String checkpoint, @Nullable String adapter) throws IOException {
        JsonObject golden = goldens.getAsJsonObject(adapter == null ? checkpoint : checkpoint + "/" + adapter);
        open(checkpoint, adapter, model -> {
            ModelConfig config = model.config();
            List<Integer> layers = IntStream.range(0, config.blocks()).boxed().toList();
            List<LinearProbe> probes =
                    layers.stream().map(layer -> probe(config, layer)).toList();
            Map<Ablation, Attribution> attributions = new EnumMap<>(Ablation.class);
            for (Ablation ablation : Ablation.values()) {
                attributions.put(ablation, new Attribution(ablation, layers, trusted(config), config));
            }
            ProbeShift shift =
                    new ProbeShift(Ablation.MEAN, probes, layers, ProbeShift.Reach.UP_TO, trusted(config), config);
            List<Effect> effects = new ArrayList<>(attributions.values());
            effects.add(shift);
            Observations read = new EffectReader(model, effects, 60, BatchLimit.ofOneOwner()).read(prompts());
            attributions.forEach((ablation, attribution) -> {
                JsonArray expected = golden.getAsJsonObject("attribution").getAsJsonArray(ablation.key());
                layers.forEach(layer ->
                        agree(read, attribution, layer, expected.get(layer).getAsJsonArray()));
            });
            JsonObject shifts = golden.getAsJsonObject("shift").getAsJsonObject("up-to");
            layers.forEach(layer -> agree(read, shift, layer, shifts.getAsJsonArray(String.valueOf(layer))));
        });
    }

    @ParameterizedTest
    @CsvSource({"llama,", "llama, rslora", "mistral,"})
    void belowTheProbeTheShiftIsThatOfTheText(String checkpoint, @Nullable String adapter) throws IOException {
        JsonObject golden = goldens.getAsJsonObject(adapter == null ? checkpoint : checkpoint + "/" + adapter);
        open(checkpoint, adapter, model -> {
            ModelConfig config = model.config();
            ProbeShift shift = new ProbeShift(
                    Ablation.MEAN,
                    List.of(probe(config, 1), probe(config, 2)),
                    List.of(0, 1, 2),
                    ProbeShift.Reach.BELOW,
                    trusted(config),
                    config);
            Observations read = new EffectReader(model, List.of(shift), 60, BatchLimit.ofOneOwner()).read(prompts());
            JsonObject expected = golden.getAsJsonObject("shift").getAsJsonObject("below");
            agree(read, shift, 1, expected.getAsJsonArray("1"));
            agree(read, shift, 2, expected.getAsJsonArray("2"));
        });
    }

    private static void agree(Observations read, Effect effect, int layer, JsonArray expected) {
        int place = effect.layers().indexOf(layer);
        for (int prompt = 0; prompt < expected.size(); prompt++) {
            Observations.Vectors vectors = read.vectors(effect, prompt);
            JsonArray row = expected.get(prompt).getAsJsonArray();
            assertThat(vectors.width(place)).isEqualTo(row.size());
            double longest = 0;
            for (var number : row) {
                longest = Math.max(longest, Math.abs(number.getAsDouble()));
            }
            for (int k = 0; k < row.size(); k++) {
                assertThat((double) vectors.layers().get(place)[vectors.from() * row.size() + k])
                        .as("%s, layer %d, prompt %d, effect %d", effect.name(), layer, prompt, k)
                        .isCloseTo(row.get(k).getAsDouble(), offset(TOLERANCE * longest));
            }
        }
    }
}
