package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointTest {

    private static final String INDEX = "model.safetensors.index.json";
    private static final String SINGLE = "model.safetensors";
    private static final String NORM = "model.norm.weight";

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"1, 1, F32, true, false", "2, 1, F16, false, true", "3, 2, BF16, true, true", "4, 5, F32, false, false"
    })
    void everyWeightIsReadFromWhereItLies(long seed, int shards, ElementType type, boolean tied, boolean biased)
            throws Exception {
        ModelConfig config = config(tied, biased);
        SortedMap<String, Tensor> weights = RandomTensors.model(config, type, new Random(seed));
        write(config, weights, shards);
        Map<String, Tensor> read = new TreeMap<>();
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.config()).isEqualTo(config);
            assertThat(checkpoint.files()).hasSize(shards);
            assertThat(checkpoint.elementType()).isEqualTo(type);
            assertThat(checkpoint.bytes()).isEqualTo(checkpoint.parameters() * type.bytes());
            assertThat(checkpoint.parameters())
                    .isEqualTo(weights.values().stream()
                            .mapToLong(tensor -> Tensor.size(tensor.shape()))
                            .sum());
            for (WeightLayout.Weight weight : WeightLayout.of(config)) {
                read.put(weight.name(), checkpoint.tensor(weight));
            }
        }
        // Mapped pages outlive the checkpoint.
        assertThat(read).isEqualTo(weights);
    }

    /** Embedding 40 x 16 twice, last norm 16, and 3 blocks of q 24 x 16, k and v 12 x 16, o 16 x 24, mlp 3 x 24 x 16, norms 2 x 16. */
    @Test
    void parametersOfASmallModelAreCountedByHand() throws Exception {
        write(config(false, false), 1);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.parameters()).isEqualTo(2 * 640 + 16 + 3 * (384 + 192 + 192 + 384 + 3 * 384 + 32));
        }
    }

    @Test
    void llama31Of8BIsMappedWholeFromHolesThatTakeNoDisk() throws Exception {
        ModelConfig config = SparseCheckpoint.llama31Of8B();
        long free = Files.getFileStore(dir).getUsableSpace();
        SparseCheckpoint.write(dir, config, ElementType.BF16, 4);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.parameters()).isEqualTo(8_030_261_248L);
            assertThat(checkpoint.bytes()).isEqualTo(16_060_522_496L);
            assertThat(checkpoint.elementType()).isEqualTo(ElementType.BF16);
            assertThat(checkpoint.files()).hasSize(4);
            for (Path file : checkpoint.files()) {
                assertThat(Files.size(file)).isBetween(3_000_000_000L, 5_000_000_000L);
            }
            long mapped = 0;
            for (WeightLayout.Weight weight : WeightLayout.of(config)) {
                Tensor tensor = checkpoint.tensor(weight);
                mapped += tensor.bytes().remaining();
                assertThat(tensor.bytes().get(tensor.bytes().remaining() - 1)).isZero();
            }
            assertThat(mapped).isEqualTo(checkpoint.bytes());
        }
        // Others write to the same disk meanwhile, but not gigabytes.
        assertThat(free - Files.getFileStore(dir).getUsableSpace()).isLessThan(4_000_000_000L);
    }

    @Test
    void mistral7BHasAsManyParametersAsPublished() throws Exception {
        var config = new ModelConfig(
                Architecture.MISTRAL,
                32_000,
                4096,
                14_336,
                32,
                32,
                8,
                128,
                1e-5,
                10_000,
                null,
                4096,
                false,
                32_768,
                1,
                false,
                false);
        SparseCheckpoint.write(dir, config, ElementType.BF16, 2);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.parameters()).isEqualTo(7_241_732_096L);
        }
    }

    @Test
    void whatTheModelHasNoUseForIsIgnored() throws Exception {
        ModelConfig config = config(true, false);
        SortedMap<String, Tensor> weights = RandomTensors.model(config, ElementType.F32, new Random(1));
        long parameters = weights.values().stream()
                .mapToLong(tensor -> Tensor.size(tensor.shape()))
                .sum();
        weights.put("lm_head.weight", RandomTensors.of(ElementType.F32, List.of(2L, 2L), new Random(2)));
        weights.put(
                "model.layers.0.self_attn.rotary_emb.inv_freq",
                RandomTensors.of(ElementType.F32, List.of(3L), new Random(3)));
        write(config, weights, 2);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.parameters()).isEqualTo(parameters);
            assertThatThrownBy(() -> checkpoint.tensor(new WeightLayout.Weight("lm_head.weight", List.of(2L, 2L))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(": lm_head.weight is no weight of this model");
        }
    }

    @Test
    void theTypeOfMostBytesIsTheTypeOfTheModel() throws Exception {
        ModelConfig config = config(false, false);
        SortedMap<String, Tensor> weights = RandomTensors.model(config, ElementType.BF16, new Random(1));
        weights.put(NORM, RandomTensors.of(ElementType.F32, List.of(16L), new Random(2)));
        write(config, weights, 1);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.elementType()).isEqualTo(ElementType.BF16);
            assertThat(checkpoint.bytes()).isEqualTo(2 * checkpoint.parameters() + 2 * 16);
        }
    }

    @Test
    void aSingleFileGoesBeforeAnIndex() throws Exception {
        ModelConfig config = config(false, false);
        write(config, 2);
        write(config, 1);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.files()).containsExactly(dir.resolve(SINGLE));
        }
    }

    @Test
    void aDirectoryWithoutSafetensorsSaysWhatItHas() throws Exception {
        write(config(false, false), 1);
        Files.move(dir.resolve(SINGLE), dir.resolve("pytorch_model.bin"));
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
        write(config(false, false), 2);
        Files.delete(dir.resolve("shard-2.safetensors"));
        assertOpenError()
                .isEqualTo(dir.resolve("shard-2.safetensors") + " is missing, expected by " + INDEX
                        + ", found [config.json, " + INDEX + ", shard-1.safetensors]; was the copy finished?");
    }

    @Test
    void aTruncatedShardIsNamedWithItsSizes() throws Exception {
        write(config(false, false), 2);
        Path shard = dir.resolve("shard-2.safetensors");
        byte[] whole = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(whole, whole.length - 1));
        assertOpenError()
                .isEqualTo(shard + ": not a whole safetensors file: file has " + (whole.length - 1)
                        + " bytes, expected " + whole.length + " after its header; was it copied whole?");
    }

    @Test
    void aTensorThatIsNotInItsShardIsNamed() throws Exception {
        write(config(false, false), 2);
        JsonObject index = index();
        JsonObject map = index.getAsJsonObject("weight_map");
        String right = map.get(NORM).getAsString();
        String wrong = right.equals("shard-1.safetensors") ? "shard-2.safetensors" : "shard-1.safetensors";
        map.addProperty(NORM, wrong);
        Files.writeString(dir.resolve(INDEX), index.toString());
        assertOpenError()
                .startsWith(dir.resolve(wrong) + ": tensor " + NORM + " is missing, expected in this file by " + INDEX
                        + "; the file has ");
    }

    @Test
    void aTensorThatNoFileHasIsNamedWithItsShape() throws Exception {
        ModelConfig config = config(false, false);
        for (int shards : new int[] {2, 1}) {
            SortedMap<String, Tensor> weights = RandomTensors.model(config, ElementType.F32, new Random(1));
            weights.remove(NORM);
            write(config, weights, shards);
            assertOpenError()
                    .isEqualTo(dir.resolve(shards == 1 ? SINGLE : INDEX) + ": tensor " + NORM
                            + " is missing, expected one of shape [16] among 29;"
                            + " does config.json belong to these weights?");
        }
    }

    @Test
    void aBiasThatTheConfigurationPromisesIsMissed() throws Exception {
        write(config(true, true), RandomTensors.model(config(true, false), ElementType.F32, new Random(1)), 1);
        assertOpenError()
                .contains(": tensor model.layers.0.self_attn.q_proj.bias is missing, expected one of shape [24]");
    }

    @Test
    void aMisshapenTensorIsNamedWithBothShapes() throws Exception {
        ModelConfig config = config(false, false);
        SortedMap<String, Tensor> weights = RandomTensors.model(config, ElementType.F32, new Random(1));
        weights.put(NORM, RandomTensors.of(ElementType.F32, List.of(15L), new Random(2)));
        write(config, weights, 1);
        assertOpenError()
                .isEqualTo(dir.resolve(SINGLE) + ": tensor " + NORM
                        + " has shape [15], expected [16]; does the configuration belong to these weights?");
    }

    @Test
    void aTensorOfAnotherDtypeIsNamed() throws Exception {
        write(config(false, false), 1);
        Path file = dir.resolve(SINGLE);
        // Four bytes a number as before, but whole numbers.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String found = "\"" + NORM + "\":{\"dtype\":\"F32\",\"shape\":[16]";
        assertThat(text).contains(found);
        Files.writeString(
                file,
                text.replace(found, "\"" + NORM + "\":{\"dtype\":\"I32\",\"shape\":[16]"),
                StandardCharsets.ISO_8859_1);
        assertOpenError()
                .isEqualTo(file + ": tensor " + NORM
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
        write(config(false, false), 2);
        Files.writeString(dir.resolve(INDEX), json);
        assertOpenError().isEqualTo(dir.resolve(INDEX) + ": " + finding);
    }

    static ModelConfig config(boolean tied, boolean biased) {
        return new ModelConfig(
                Architecture.LLAMA, 40, 16, 24, 3, 4, 2, 6, 1e-5, 500, null, null, tied, 64, null, biased, biased);
    }

    private void write(ModelConfig config, int shards) throws IOException {
        write(config, RandomTensors.model(config, ElementType.F32, new Random(1)), shards);
    }

    /** Deals the weights out to the shards in turn; one shard is a single file without index. */
    private void write(ModelConfig config, SortedMap<String, Tensor> weights, int shards) throws IOException {
        Files.writeString(dir.resolve("config.json"), config.toJson().toString());
        if (shards == 1) {
            SafeTensorsWriter.write(dir.resolve(SINGLE), weights);
            return;
        }
        List<String> names = new ArrayList<>(weights.keySet());
        var map = new JsonObject();
        for (int shard = 0; shard < shards; shard++) {
            String file = "shard-" + (shard + 1) + ".safetensors";
            var part = new TreeMap<String, Tensor>();
            for (int i = shard; i < names.size(); i += shards) {
                String name = names.get(i);
                Tensor tensor = weights.get(name);
                if (tensor != null) {
                    part.put(name, tensor);
                    map.addProperty(name, file);
                }
            }
            SafeTensorsWriter.write(dir.resolve(file), part);
        }
        var index = new JsonObject();
        index.add("weight_map", map);
        Files.writeString(dir.resolve(INDEX), index.toString());
    }

    private JsonObject index() throws IOException {
        return JsonParser.parseString(Files.readString(dir.resolve(INDEX))).getAsJsonObject();
    }

    private AbstractStringAssert<?> assertOpenError() {
        return (AbstractStringAssert<?>)
                assertThatThrownBy(() -> Checkpoint.open(dir).close())
                        .isInstanceOf(IllegalArgumentException.class)
                        .message();
    }
}
