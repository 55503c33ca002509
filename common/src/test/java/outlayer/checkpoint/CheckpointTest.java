package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointTest {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"1, 1, F32, true, false", "2, 1, F16, false, true", "3, 2, BF16, true, true", "4, 5, F32, false, false"
    })
    void everyWeightIsReadFromWhereItLies(long seed, int shards, ElementType type, boolean tied, boolean biased)
            throws Exception {
        ModelConfig config = SmallCheckpoint.config(tied, biased);
        SortedMap<String, Tensor> weights = RandomTensors.model(config, type, new Random(seed));
        SmallCheckpoint.write(dir, config, weights, shards);
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
        write(SmallCheckpoint.config(false, false), 1);
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
        ModelConfig config = SmallCheckpoint.config(true, false);
        SortedMap<String, Tensor> weights = SmallCheckpoint.weights(config);
        long parameters = weights.values().stream()
                .mapToLong(tensor -> Tensor.size(tensor.shape()))
                .sum();
        weights.put("lm_head.weight", RandomTensors.of(ElementType.F32, List.of(2L, 2L), new Random(2)));
        weights.put(
                "model.layers.0.self_attn.rotary_emb.inv_freq",
                RandomTensors.of(ElementType.F32, List.of(3L), new Random(3)));
        SmallCheckpoint.write(dir, config, weights, 2);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.parameters()).isEqualTo(parameters);
            assertThatThrownBy(() -> checkpoint.tensor(new WeightLayout.Weight("lm_head.weight", List.of(2L, 2L))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(": lm_head.weight is no weight of this model");
        }
    }

    @Test
    void theTypeOfMostBytesIsTheTypeOfTheModel() throws Exception {
        ModelConfig config = SmallCheckpoint.config(false, false);
        SortedMap<String, Tensor> weights = RandomTensors.model(config, ElementType.BF16, new Random(1));
        weights.put(SmallCheckpoint.NORM, RandomTensors.of(ElementType.F32, List.of(16L), new Random(2)));
        SmallCheckpoint.write(dir, config, weights, 1);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.elementType()).isEqualTo(ElementType.BF16);
            assertThat(checkpoint.bytes()).isEqualTo(2 * checkpoint.parameters() + 2 * 16);
        }
    }

    @Test
    void aSingleFileGoesBeforeAnIndex() throws Exception {
        ModelConfig config = SmallCheckpoint.config(false, false);
        write(config, 2);
        write(config, 1);
        try (Checkpoint checkpoint = Checkpoint.open(dir)) {
            assertThat(checkpoint.files()).containsExactly(dir.resolve(SmallCheckpoint.SINGLE));
        }
    }

    private void write(ModelConfig config, int shards) throws IOException {
        SmallCheckpoint.write(dir, config, SmallCheckpoint.weights(config), shards);
    }
}
