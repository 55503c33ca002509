package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Point;
import outlayer.lm.Precision;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.lm.Tokenizer;
import outlayer.torch.Device;

/** The directories under conf/models: whole, small, and read here as transformers reads them. */
class ShippedModelsTest {

    private static final Path MODELS = Path.of("..", "conf", "models");
    private static final double TOLERANCE = 1e-5;

    @Test
    void twoBasesAndEightQuirkyModelsAreShippedAndTheGoldenKnowsThem() throws Exception {
        assertThat(names())
                .as(
                        "directories under %s; `make tiny-models` trains them",
                        MODELS.toAbsolutePath().normalize())
                .containsExactly(
                        "tiny-llama",
                        "tiny-llama-addition",
                        "tiny-llama-modularaddition",
                        "tiny-llama-multiplication",
                        "tiny-llama-subtraction",
                        "tiny-mistral",
                        "tiny-mistral-addition",
                        "tiny-mistral-modularaddition",
                        "tiny-mistral-multiplication",
                        "tiny-mistral-subtraction");
        assertThat(ModelsGolden.read().models().keySet())
                .as("models of golden.json; if they are others, %s", ModelsGolden.HOW)
                .containsExactlyInAnyOrderElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyModelIsAnOrdinaryDirectory(String name) {
        for (String file : List.of(
                "config.json",
                "model.safetensors",
                "tokenizer.json",
                "tokenizer_config.json",
                "special_tokens_map.json",
                "README.md")) {
            assertThat(MODELS.resolve(name).resolve(file)).isNotEmptyFile();
        }
    }

    @Test
    void allWeightsTogetherAreBelow24Megabytes() throws Exception {
        long bytes = 0;
        for (String name : names()) {
            bytes += Files.size(MODELS.resolve(name).resolve("model.safetensors"));
        }
        assertThat(bytes).isPositive().isLessThan(24_000_000);
    }

    @ParameterizedTest
    @MethodSource("names")
    void tokensLogOddsAndResidualsAreThoseOfTransformers(String name) throws Exception {
        Path directory = MODELS.resolve(name);
        ModelsGolden golden = ModelsGolden.read();
        ModelsGolden.Model expected = golden.model(name);
        assertThat(sha256(directory.resolve("model.safetensors")))
                .as(
                        "SHA-256 of %s/model.safetensors: if it differs, golden.json is of other weights; %s",
                        name, ModelsGolden.HOW)
                .isEqualTo(expected.sha256());

        try (Tokenizer tokenizer = Tokenizer.open(directory);
                DjlLanguageModel model = DjlLanguageModel.open(directory, Device.CPU, Precision.FLOAT32)) {
            AnswerTokens answers =
                    new AnswerTokens(tokenizer.answerToken(golden.no()), tokenizer.answerToken(golden.yes()));
            assertThat(answers).isEqualTo(new AnswerTokens(expected.no(), expected.yes()));
            List<ModelsGolden.Prompt> prompts = expected.prompts();
            for (ModelsGolden.Prompt prompt : prompts) {
                assertThat(tokenizer.encode(prompt.text()).ids())
                        .as(prompt.text())
                        .isEqualTo(prompt.ids());
            }
            Readout read = model.read(
                    prompts.stream().map(ModelsGolden.Prompt::ids).toList(), answers, Taps.residuals(model.config()));
            for (int i = 0; i < prompts.size(); i++) {
                ModelsGolden.Prompt prompt = prompts.get(i);
                assertThat(read.logOdds()[i]).as(prompt.text()).isCloseTo(prompt.logOdds(), offset(TOLERANCE));
                assertThat(read.layers(Point.RESIDUAL)).hasSameSizeAs(prompt.residuals());
                for (int layer = 0; layer < prompt.residuals().size(); layer++) {
                    assertThat(relativeDistance(read.residual(layer), i, prompt.residual(layer)))
                            .as("layer %d of %s", layer, prompt.text())
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }

    /** Distance of the row of a prompt from the expected vector, over the length of that. */
    private static double relativeDistance(float[] rows, int prompt, float[] expected) {
        double distance = 0;
        double length = 0;
        for (int j = 0; j < expected.length; j++) {
            double difference = rows[prompt * expected.length + j] - (double) expected[j];
            distance += difference * difference;
            length += (double) expected[j] * expected[j];
        }
        return Math.sqrt(distance / length);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** Every directory there is, so that none is shipped untested; an empty list fails the parameterized tests. */
    static List<String> names() throws IOException {
        if (!Files.isDirectory(MODELS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(MODELS)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
