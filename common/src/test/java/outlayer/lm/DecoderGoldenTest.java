package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against transformers, on checkpoints made by {@code golden/make_golden.py}. */
final class DecoderGoldenTest {

    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "mistral"})
    void residualsAndLogOddsAreThoseOfTransformers(String name) throws Exception {
        Path dir = golden(name);
        JsonObject expected = expected(dir);
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU)) {
            LastToken read = model.read(prompts(expected), answers(expected));
            assertThat(read.layers()).isEqualTo(4);
            assertLogOdds(read, expected);
            assertRows(read::residual, expected, "residuals");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "mistral"})
    void gradientsAreThoseOfTransformers(String name) throws Exception {
        Path dir = golden(name);
        JsonObject expected = expected(dir);
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU)) {
            LastToken gradients = model.gradients(prompts(expected), answers(expected));
            assertLogOdds(gradients, expected);
            assertRows(gradients::residual, expected, "gradients");
        }
    }

    private static void assertLogOdds(LastToken read, JsonObject expected) {
        JsonArray prompts = expected.getAsJsonArray("prompts");
        for (int i = 0; i < read.n(); i++) {
            double odds = prompts.get(i).getAsJsonObject().get("log_odds").getAsDouble();
            assertThat(read.logOdds()[i]).as("prompt %d", i).isCloseTo(odds, offset(TOLERANCE));
        }
    }

    /** Distance of each prompt's row from the expected one, over the length of that. */
    private static void assertRows(IntFunction<float[]> rows, JsonObject expected, String field) {
        JsonArray prompts = expected.getAsJsonArray("prompts");
        for (int i = 0; i < prompts.size(); i++) {
            JsonArray layers = prompts.get(i).getAsJsonObject().getAsJsonArray(field);
            for (int layer = 0; layer < layers.size(); layer++) {
                JsonArray row = layers.get(layer).getAsJsonArray();
                double distance = 0;
                double length = 0;
                for (int j = 0; j < row.size(); j++) {
                    double difference =
                            rows.apply(layer)[i * row.size() + j] - row.get(j).getAsDouble();
                    distance += difference * difference;
                    length += row.get(j).getAsDouble() * row.get(j).getAsDouble();
                }
                assertThat(Math.sqrt(distance / length))
                        .as("prompt %d, layer %d of %s", i, layer, field)
                        .isLessThan(TOLERANCE);
            }
        }
    }

    private static Path golden(String name) throws Exception {
        URI uri = Objects.requireNonNull(DecoderGoldenTest.class.getResource("golden/" + name + "/config.json"))
                .toURI();
        return Objects.requireNonNull(Path.of(uri).getParent());
    }

    private static JsonObject expected(Path dir) throws Exception {
        return JsonParser.parseString(Files.readString(dir.resolve("expected.json")))
                .getAsJsonObject();
    }

    private static AnswerTokens answers(JsonObject expected) {
        return new AnswerTokens(
                expected.get("no").getAsInt(), expected.get("yes").getAsInt());
    }

    private static List<int[]> prompts(JsonObject expected) {
        var prompts = new ArrayList<int[]>();
        for (var prompt : expected.getAsJsonArray("prompts")) {
            JsonArray tokens = prompt.getAsJsonObject().getAsJsonArray("tokens");
            int[] ids = new int[tokens.size()];
            for (int t = 0; t < ids.length; t++) {
                ids[t] = tokens.get(t).getAsInt();
            }
            prompts.add(ids);
        }
        return prompts;
    }
}
