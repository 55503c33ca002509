package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a model directory is said when it is opened: file, tensor, found, expected. */
final class BrokenCheckpointTest {

    @TempDir
    private Path dir;

    @Test
    void aDirectoryWithoutSafetensorsSaysWhatItHas() throws Exception {
        write(SmallCheckpoint.config(false, false), 1);
        Files.move(dir.resolve(SmallCheckpoint.SINGLE), dir.resolve("pytorch_model.bin"));
        assertOpenError()
                .isEqualTo(dir + ": no weights, expected model.safetensors or model.safetensors.index.json, found"
                        + " [config.json, pytorch_model.bin]; weights in another format are written again by"
                        + " transformers: save_pretrained(..., safe_serialization=True)");
    }

    @Test
    void aDirectoryWithoutConfigurationIsNamed() {
        assertOpenError().isEqualTo(dir.resolve("config.json") + " is missing, expected beside the weights");
    }

    @Test
    void aMissingShardIsNamed() throws Exception {
        write(SmallCheckpoint.config(false, false), 2);
        Files.delete(dir.resolve("shard-2.safetensors"));
        assertOpenError()
                .isEqualTo(dir.resolve("shard-2.safetensors") + " is missing, expected by " + SmallCheckpoint.INDEX
                        + ", found [config.json, " + SmallCheckpoint.INDEX
                        + ", shard-1.safetensors]; was the copy finished?");
    }

    @Test
    void aTruncatedShardIsNamedWithItsSizes() throws Exception {
        write(SmallCheckpoint.config(false, false), 2);
        Path shard = dir.resolve("shard-2.safetensors");
        byte[] whole = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(whole, whole.length - 1));
        assertOpenError()
                .isEqualTo(shard + ": not a whole safetensors file: file has " + (whole.length - 1)
                        + " bytes, expected " + whole.length + " after its header; was it copied whole?");
    }

    @Test
    void aTensorThatIsNotInItsShardIsNamed() throws Exception {
        write(SmallCheckpoint.config(false, false), 2);
        JsonObject index = index();
        JsonObject map = index.getAsJsonObject("weight_map");
        String right = map.get(SmallCheckpoint.NORM).getAsString();
        String wrong = right.equals("shard-1.safetensors") ? "shard-2.safetensors" : "shard-1.safetensors";
        map.addProperty(SmallCheckpoint.NORM, wrong);
        Files.writeString(dir.resolve(SmallCheckpoint.INDEX), index.toString());
        assertOpenError()
                .startsWith(dir.resolve(wrong) + ": tensor " + SmallCheckpoint.NORM
                        + " is missing, expected in this file by " + SmallCheckpoint.INDEX + "; the file has ");
    }

    @Test
    void aTensorThatNoFileHasIsNamedWithItsShape() throws Exception {
        ModelConfig config = SmallCheckpoint.config(false, false);
        for (int shards : new int[] {2, 1}) {
            SortedMap<String, Tensor> weights = SmallCheckpoint.weights(config);
            weights.remove(SmallCheckpoint.NORM);
            SmallCheckpoint.write(dir, config, weights, shards);
            assertOpenError()
                    .isEqualTo(dir.resolve(shards == 1 ? SmallCheckpoint.SINGLE : SmallCheckpoint.INDEX) + ": tensor "
                            + SmallCheckpoint.NORM
                            + " is missing, expected one of shape [16] among 29;"
                            + " does config.json belong to these weights?");
        }
    }

    @Test
    void aBiasThatTheConfigurationPromisesIsMissed() throws Exception {
        SmallCheckpoint.write(
                dir,
                SmallCheckpoint.config(true, true),
                SmallCheckpoint.weights(SmallCheckpoint.config(true, false)),
                1);
        assertOpenError()
                .contains(": tensor model.layers.0.self_attn.q_proj.bias is missing, expected one of shape [24]");
    }

    @Test
    void aMisshapenTensorIsNamedWithBothShapes() throws Exception {
        ModelConfig config = SmallCheckpoint.config(false, false);
        SortedMap<String, Tensor> weights = SmallCheckpoint.weights(config);
        weights.put(SmallCheckpoint.NORM, RandomTensors.of(ElementType.F32, List.of(15L), new Random(2)));
        SmallCheckpoint.write(dir, config, weights, 1);
        assertOpenError()
                .isEqualTo(dir.resolve(SmallCheckpoint.SINGLE) + ": tensor " + SmallCheckpoint.NORM
                        + " has shape [15], expected [16]; does the configuration belong to these weights?");
    }

    @Test
    void aTensorOfAnotherDtypeIsNamed() throws Exception {
        write(SmallCheckpoint.config(false, false), 1);
        Path file = dir.resolve(SmallCheckpoint.SINGLE);
        // Four bytes a number as before, but whole numbers.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String found = "\"" + SmallCheckpoint.NORM + "\":{\"dtype\":\"F32\",\"shape\":[16]";
        assertThat(text).contains(found);
        Files.writeString(
                file,
                text.replace(found, "\"" + SmallCheckpoint.NORM + "\":{\"dtype\":\"I32\",\"shape\":[16]"),
                StandardCharsets.ISO_8859_1);
        assertOpenError()
                .isEqualTo(file + ": tensor " + SmallCheckpoint.NORM
                        + " has dtype I32, expected F32, F16 or BF16; quantised weights are not supported");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | weight_map is missing or empty, expected the file of each tensor
            {"weight_map": {}}                   | weight_map is missing or empty, expected the file of each tensor
            {"weight_map": []}                   | weight_map is [], expected an object
            {"weight_map": {"a": 3}}             | weight_map: a is 3, expected a string
            {"weight_map": {"a": null}}          | weight_map: a is null, expected the name of a file in this directory
            {"weight_map": {"a": "../b"}}        | weight_map: a is "../b", expected the name of a file in this directory
            """)
    void anIndexThatIsNoneIsRefused(String json, String finding) throws Exception {
        write(SmallCheckpoint.config(false, false), 2);
        Files.writeString(dir.resolve(SmallCheckpoint.INDEX), json);
        assertOpenError().isEqualTo(dir.resolve(SmallCheckpoint.INDEX) + ": " + finding);
    }

    private void write(ModelConfig config, int shards) throws IOException {
        SmallCheckpoint.write(dir, config, SmallCheckpoint.weights(config), shards);
    }

    private JsonObject index() throws IOException {
        return JsonParser.parseString(Files.readString(dir.resolve(SmallCheckpoint.INDEX)))
                .getAsJsonObject();
    }

    private AbstractStringAssert<?> assertOpenError() {
        return (AbstractStringAssert<?>)
                assertThatThrownBy(() -> Checkpoint.open(dir).close())
                        .isInstanceOf(IllegalArgumentException.class)
                        .message();
    }
}
