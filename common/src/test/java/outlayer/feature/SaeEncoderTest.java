package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.checkpoint.Tensor;
import outlayer.linalg.Matrix;
import outlayer.linalg.SparseRows;
import outlayer.lm.Point;

/** Latents against torch, see {@code sae_golden.py}, and against plain loops. */
final class SaeEncoderTest {

    @TempDir
    private Path dir;

    private static Path golden(String name) throws Exception {
        return Path.of(Objects.requireNonNull(SaeEncoderTest.class.getResource("sae_golden.json"))
                        .toURI())
                .resolveSibling(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers.1", "layers.1.mlp"})
    void latentsAreThoseOfTorch(String hookpoint) throws Exception {
        JsonObject expected = JsonParser.parseString(Files.readString(golden("sae_golden.json")))
                .getAsJsonObject()
                .getAsJsonObject(hookpoint);
        try (SaeEncoder encoder = SaeEncoder.open(golden("sae"), hookpoint)) {
            JsonArray vectors = expected.getAsJsonArray("x");
            Matrix x = Matrix.zeros(vectors.size(), encoder.config().width());
            for (int i = 0; i < x.values().length; i++) {
                x.values()[i] = vectors.get(i / x.cols())
                        .getAsJsonArray()
                        .get(i % x.cols())
                        .getAsDouble();
            }
            SparseRows latents = encoder.encode(x);
            assertThat(latents.cols()).isEqualTo(96);
            assertThat(latents.k()).isEqualTo(5);
            for (int i = 0; i < x.rows(); i++) {
                JsonArray row = expected.getAsJsonArray("latents").get(i).getAsJsonArray();
                for (int place = 0; place < latents.k(); place++) {
                    int at = i * latents.k() + place;
                    if (place < row.size()) {
                        JsonArray latent = row.get(place).getAsJsonArray();
                        assertThat(latents.indices()[at])
                                .isEqualTo(latent.get(0).getAsInt());
                        assertThat((double) latents.values()[at])
                                .isCloseTo(latent.get(1).getAsDouble(), offset(2e-6));
                    } else {
                        assertThat(latents.indices()[at]).isEqualTo(SparseRows.NONE);
                        assertThat(latents.values()[at]).isZero();
                    }
                }
            }
        }
    }

    /** Writes a random autoencoder; its weights by row of the matrix. */
    private float[] write(String hookpoint, int width, int latents, int k, Random random) throws IOException {
        Path at = Files.createDirectories(dir.resolve(hookpoint));
        Files.writeString(
                at.resolve("cfg.json"),
                "{\"d_in\": %d, \"num_latents\": %d, \"k\": %d, \"expansion_factor\": 64}"
                        .formatted(width, latents, k));
        float[] matrix = HandMade.floats(random, latents * width);
        var tensors = new TreeMap<String, Tensor>();
        tensors.put("encoder.weight", Tensor.of(List.of((long) latents, (long) width), matrix));
        tensors.put("encoder.bias", Tensor.of(List.of((long) latents), new float[latents]));
        tensors.put("b_dec", Tensor.of(List.of((long) width), new float[width]));
        SafeTensorsWriter.write(at.resolve("sae.safetensors"), tensors);
        return matrix;
    }

    /** 70,000 x 64 floats are more than one block of rows. */
    @Test
    void blocksOfRowsMakeNoDifference() throws Exception {
        int width = 64;
        int latents = 70_000;
        Random random = new Random(1);
        float[] matrix = write("layers.3", width, latents, 7, random);
        Matrix x = Matrix.zeros(2, width);
        for (int j = 0; j < x.values().length; j++) {
            x.values()[j] = random.nextGaussian();
        }
        try (SaeEncoder encoder = SaeEncoder.open(dir, SaeHookpoint.name(Point.RESIDUAL, 4))) {
            SparseRows found = encoder.encode(x);
            for (int i = 0; i < 2; i++) {
                TopK best = new TopK(7);
                for (int latent = 0; latent < latents; latent++) {
                    double sum = 0;
                    for (int j = 0; j < width; j++) {
                        sum += matrix[latent * width + j] * x.at(i, j);
                    }
                    best.offer(latent, sum);
                }
                int[] indices = new int[14];
                float[] values = new float[14];
                best.write(indices, values, 7 * i);
                for (int place = 7 * i; place < 7 * (i + 1); place++) {
                    assertThat(found.indices()[place]).isEqualTo(indices[place]);
                    assertThat(found.values()[place]).isCloseTo(values[place], offset(1e-4f));
                }
            }
            assertThat(encoder.encode(Matrix.zeros(0, width)).rows()).isZero();
        }
    }

    /** {@code layers.N} is the output of block N, our layer N + 1. */
    @Test
    void hookpointsAreOutputsOfBlocks() {
        assertThat(SaeHookpoint.name(Point.RESIDUAL, 24)).isEqualTo("layers.23");
        assertThat(SaeHookpoint.name(Point.RESIDUAL, 0)).isEqualTo("embed_tokens");
        assertThat(SaeHookpoint.name(Point.MLP, 23)).isEqualTo("layers.23.mlp");
        assertThat(SaeHookpoint.name(Point.ATTENTION, 3)).isEqualTo("layers.3.self_attn");
        assertThatThrownBy(() -> SaeHookpoint.name(Point.HEADS, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No sparse autoencoder reads the feature heads; expected residual, attention or mlp");
    }

    @Test
    void vectorsOfAnotherModelAndVectorsThatAreNotFiniteAreRefused() throws Exception {
        write("layers.3", 4, 8, 2, new Random(1));
        try (SaeEncoder encoder = SaeEncoder.open(dir, "layers.3")) {
            assertThatThrownBy(() -> encoder.encode(Matrix.zeros(1, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(dir.resolve("layers.3") + ": vectors have 5 features, expected 4; was the autoencoder"
                            + " trained on another model?");
            assertThatThrownBy(() -> encoder.encode(Matrix.of(1, 4, new double[] {0, Double.NaN, 0, 0})))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(dir.resolve("layers.3") + ": vector 0 has NaN at feature 1, expected finite numbers");
        }
        assertThatThrownBy(() -> SaeEncoder.open(dir, "layers.9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        dir.resolve("layers.9") + " is missing, expected a directory for the hookpoint layers.9 with"
                                + " cfg.json and sae.safetensors; there are [layers.3]");
    }
}
