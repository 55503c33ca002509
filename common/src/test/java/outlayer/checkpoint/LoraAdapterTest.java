package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LoraAdapterTest {

    private static final ModelConfig BASE = SmallCheckpoint.config(false, false);
    private static final String PREFIX = "base_model.model.model.layers.";
    private static final String WEIGHTS = "adapter_model.safetensors";

    @TempDir
    private Path dir;

    /** lora_golden.py: configurations, the modules that peft adapts by them, and the tensors that it saves. */
    static Stream<JsonObject> golden() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(LoraAdapterTest.class.getResourceAsStream("lora_golden.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void ranksAndScalesArePefts(JsonObject golden) throws Exception {
        var shapes = new TreeMap<String, List<Long>>();
        golden.getAsJsonObject("tensors")
                .entrySet()
                .forEach(e -> shapes.put(
                        e.getKey(),
                        e.getValue().getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsLong)
                                .toList()));
        Files.writeString(
                dir.resolve("adapter_config.json"), golden.get("config").toString());
        SafeTensorsWriter.write(dir.resolve(WEIGHTS), RandomTensors.zeros(shapes));
        LoraAdapter adapter = LoraAdapter.open(dir, BASE);
        JsonObject modules = golden.getAsJsonObject("modules");
        int covered = 0;
        for (int block = 0; block < BASE.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                String module = projection.module(block);
                LoraAdapter.Factors factors = adapter.factors(block, projection);
                assertThat(factors != null).as(module).isEqualTo(modules.has(module));
                if (factors != null) {
                    JsonArray expected = modules.getAsJsonArray(module);
                    assertThat(factors.a().shape().get(0))
                            .as(module)
                            .isEqualTo(expected.get(0).getAsLong());
                    assertThat(factors.scale())
                            .as(module)
                            .isEqualTo(expected.get(1).getAsDouble());
                    covered++;
                }
            }
        }
        assertThat(covered).isEqualTo(modules.size()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1, F32", "2, F16", "3, BF16"})
    void whatIsWrittenIsRead(long seed, ElementType type) throws Exception {
        var random = new Random(seed);
        var config = new LoraConfig(
                1 + random.nextInt(4),
                random.nextInt(9),
                random.nextBoolean(),
                Map.of("v_proj", 1 + random.nextInt(4)),
                Map.of("0.self_attn.q_proj", random.nextDouble()),
                LoraConfig.of(1, 1, List.of(Projection.QUERY, Projection.VALUE, Projection.DOWN), null)
                        .modules(),
                "base");
        LoraAdapter.Source source = source(config, type, seed);
        Path written = dir.resolve("not/there/yet");
        LoraAdapter.write(written, config, BASE, source);
        LoraAdapter read = LoraAdapter.open(written, BASE);
        assertThat(read.config()).isEqualTo(config);
        int found = 0;
        for (int block = 0; block < BASE.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                LoraAdapter.Factors factors = read.factors(block, projection);
                if (factors != null) {
                    assertThat(factors).isEqualTo(source.factors(block, projection));
                    found++;
                }
            }
        }
        assertThat(found).isEqualTo(3 * BASE.blocks());
        // What an adapter holds is a source itself.
        LoraAdapter.write(dir, config, BASE, read::factors);
        assertThat(dir.resolve(WEIGHTS)).hasSameBinaryContentAs(written.resolve(WEIGHTS));
    }

    @Test
    void aMissingFactorIsNamed() throws Exception {
        change(tensors -> tensors.remove(PREFIX + "1.self_attn.q_proj.lora_B.weight"));
        assertOpenError()
                .isEqualTo(dir.resolve(WEIGHTS) + ": tensor " + PREFIX + "1.self_attn.q_proj.lora_B.weight is missing;"
                        + " the file has 5 tensors; does the configuration belong to these weights?");
    }

    @Test
    void aMisshapenFactorIsNamed() throws Exception {
        change(tensors ->
                tensors.put(PREFIX + "1.self_attn.q_proj.lora_A.weight", Tensor.of(List.of(3L, 16L), new float[48])));
        assertOpenError()
                .isEqualTo(dir.resolve(WEIGHTS) + ": tensor " + PREFIX + "1.self_attn.q_proj.lora_A.weight has shape"
                        + " [3, 16], expected [2, 16]; does the configuration belong to these weights?");
    }

    @Test
    void aTensorThatNothingAskedForIsNamed() throws Exception {
        change(tensors -> tensors.put(
                "base_model.model.model.embed_tokens.weight", Tensor.of(List.of(40L, 16L), new float[640])));
        assertOpenError()
                .isEqualTo(
                        dir.resolve(WEIGHTS) + ": tensor base_model.model.model.embed_tokens.weight of 1 is not asked"
                                + " for by adapter_config.json, expected the factors of 3 projections alone;"
                                + " is this adapter of that base?");
    }

    @Test
    void anAdapterOfADeeperBaseIsRefused() throws Exception {
        change(tensors ->
                tensors.put(PREFIX + "3.self_attn.q_proj.lora_A.weight", Tensor.of(List.of(2L, 16L), new float[32])));
        assertOpenError().contains(": tensor " + PREFIX + "3.self_attn.q_proj.lora_A.weight of 1 is not asked for");
    }

    @Test
    void aDirectoryWithoutWeightsOrConfigurationSaysSo() throws Exception {
        write();
        Files.move(dir.resolve(WEIGHTS), dir.resolve("adapter_model.bin"));
        assertOpenError()
                .isEqualTo(dir.resolve(WEIGHTS) + " is missing, found [adapter_config.json, adapter_model.bin];"
                        + " peft writes it with save_pretrained(..., safe_serialization=True)");
        Files.delete(dir.resolve("adapter_config.json"));
        assertOpenError().isEqualTo(dir.resolve("adapter_config.json") + " is missing, expected beside the weights");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["q_proj", "lm_head"]  | target_modules cover lm_head, expected projections of the blocks alone, of which there are
            ["embed_tokens"]       | target_modules cover model.embed_tokens, expected projections of the blocks alone, of which there are
            ".*"                   | target_modules cover lm_head, expected projections of the blocks alone, of which there are
            ["c_attn"]             | target_modules cover nothing of a base with 3 blocks, expected some of the projections
            []                     | target_modules cover nothing of a base with 3 blocks, expected some of the projections
            """)
    void modulesThatCannotBeAdaptedAreRefused(String targets, String finding) throws Exception {
        write();
        Path file = dir.resolve("adapter_config.json");
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        json.add("target_modules", JsonParser.parseString(targets));
        Files.writeString(file, json.toString());
        assertOpenError()
                .isEqualTo(file + ": " + finding + " [q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj]");
    }

    @Test
    void factorsThatContradictTheConfigurationAreNotWritten() {
        LoraConfig config = LoraConfig.of(2, 4, List.of(Projection.QUERY), null);
        LoraAdapter.Source good = source(config, ElementType.F32, 1);
        LoraAdapter.Source ofRank3 = source(LoraConfig.of(3, 6, List.of(Projection.QUERY), null), ElementType.F32, 1);
        LoraAdapter.Source ofScale1 = source(LoraConfig.of(2, 2, List.of(Projection.QUERY), null), ElementType.F32, 1);
        String module = "Factors of model.layers.0.self_attn.q_proj are ";
        String expected = ", expected [2, 16] and [24, 2] with scale 2.0";
        assertWriteError(config, (block, projection) -> null).isEqualTo(module + "missing" + expected);
        assertWriteError(config, ofRank3).isEqualTo(module + "[3, 16] and [24, 3] with scale 2.0" + expected);
        assertWriteError(config, ofScale1).isEqualTo(module + "[2, 16] and [24, 2] with scale 1.0" + expected);
        assertThat(good.factors(0, Projection.QUERY)).isNotNull();
        assertThat(dir).isEmptyDirectory();
    }

    /** Random factors, the same ones whenever they are asked for. */
    private static LoraAdapter.Source source(LoraConfig config, ElementType type, long seed) {
        return (block, projection) -> {
            String module = projection.module(block);
            if (!config.covers(module)) {
                return null;
            }
            var random = new Random(seed + module.hashCode());
            long rank = config.rank(module);
            return new LoraAdapter.Factors(
                    RandomTensors.of(type, List.of(rank, (long) projection.inputs(BASE)), random),
                    RandomTensors.of(type, List.of((long) projection.outputs(BASE), rank), random),
                    config.scale(module));
        };
    }

    private void write() throws IOException {
        LoraConfig config = LoraConfig.of(2, 4, List.of(Projection.QUERY), null);
        LoraAdapter.write(dir, config, BASE, source(config, ElementType.F32, 1));
    }

    private interface Change {
        void apply(SortedMap<String, Tensor> tensors);
    }

    /** Writes an adapter, and its tensors again with that change. */
    private void change(Change change) throws IOException {
        write();
        var tensors = new TreeMap<String, Tensor>();
        for (int block = 0; block < BASE.blocks(); block++) {
            String name = PREFIX + block + ".self_attn.q_proj.lora_";
            tensors.put(name + "A.weight", Tensor.of(List.of(2L, 16L), new float[32]));
            tensors.put(name + "B.weight", Tensor.of(List.of(24L, 2L), new float[48]));
        }
        change.apply(tensors);
        SafeTensorsWriter.write(dir.resolve(WEIGHTS), tensors);
    }

    private AbstractStringAssert<?> assertOpenError() {
        return (AbstractStringAssert<?>) assertThatThrownBy(() -> LoraAdapter.open(dir, BASE))
                .isInstanceOf(IllegalArgumentException.class)
                .message();
    }

    private AbstractStringAssert<?> assertWriteError(LoraConfig config, LoraAdapter.Source source) {
        return (AbstractStringAssert<?>) assertThatThrownBy(() -> LoraAdapter.write(dir, config, BASE, source))
                .isInstanceOf(IllegalArgumentException.class)
                .message();
    }
}
