package outlayer.checkpoint;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes a checkpoint of any size whose weights are holes: all zero, and no disk is used where the file system has sparse files.
 * Headers, index and configuration are real.
 */
public final class SparseCheckpoint {

    private SparseCheckpoint() {}

    /** The shape of meta-llama/Llama-3.1-8B: 8,030,261,248 parameters, in BF16 16 GB. */
    public static ModelConfig llama31Of8B() {
        return new ModelConfig(
                Architecture.LLAMA,
                128_256,
                4096,
                14_336,
                32,
                32,
                8,
                128,
                1e-5,
                500_000,
                new RopeScaling(8, 1, 4, 8192),
                null,
                false,
                131_072,
                128_000,
                false,
                false);
    }

    /** Writes {@code config.json}, the index, and shards of about equal size in an empty directory. */
    public static void write(Path dir, ModelConfig config, ElementType type, int shards) throws IOException {
        List<WeightLayout.Weight> weights = WeightLayout.of(config);
        long total = weights.stream().mapToLong(weight -> bytes(weight, type)).sum();
        var map = new JsonObject();
        long before = 0;
        int next = 0;
        for (int shard = 1; shard <= shards; shard++) {
            String name = "model-%05d-of-%05d.safetensors".formatted(shard, shards);
            var entries = new ArrayList<SafeTensorsHeader.Entry>();
            long begin = 0;
            // A weight belongs to the shard in whose share of all bytes it begins.
            while (next < weights.size() && (before + begin) * shards < total * shard) {
                WeightLayout.Weight weight = weights.get(next++);
                long end = begin + bytes(weight, type);
                entries.add(new SafeTensorsHeader.Entry(weight.name(), type.name(), weight.shape(), begin, end));
                map.addProperty(weight.name(), name);
                begin = end;
            }
            before += begin;
            try (var file = new RandomAccessFile(dir.resolve(name).toFile(), "rw")) {
                file.write(SafeTensorsHeader.bytes(entries, new TreeMap<>()).array());
                file.setLength(file.length() + begin);
            }
        }
        var metadata = new JsonObject();
        metadata.addProperty("total_size", total);
        var index = new JsonObject();
        index.add("metadata", metadata);
        index.add("weight_map", map);
        Files.writeString(dir.resolve("model.safetensors.index.json"), index + "\n");
        Files.writeString(dir.resolve("config.json"), config.toJson() + "\n");
    }

    private static long bytes(WeightLayout.Weight weight, ElementType type) {
        return Tensor.size(weight.shape()) * type.bytes();
    }
}
