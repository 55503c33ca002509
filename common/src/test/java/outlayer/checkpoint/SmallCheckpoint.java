package outlayer.checkpoint;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small checkpoints of random bits for tests. */
final class SmallCheckpoint {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    /** The last norm: 16 numbers. */
    static final String NORM = "model.norm.weight";

    private SmallCheckpoint() {}

    static ModelConfig config(boolean tied, boolean biased) {
        return new ModelConfig(
                Architecture.LLAMA, 40, 16, 24, 3, 4, 2, 6, 1e-5, 500, null, null, tied, 64, null, biased, biased);
    }

    static SortedMap<String, Tensor> weights(ModelConfig config) {
        return RandomTensors.model(config, ElementType.F32, new Random(1));
    }

    /** Deals the weights out to {@code shard-1.safetensors} and so on, in turn; one shard is a single file without index. */
    static void write(Path dir, ModelConfig config, SortedMap<String, Tensor> weights, int shards) throws IOException {
        Files.writeString(dir.resolve("config.json"), config.toJson().toString());
        if (shards == 1) {
            SafeTensorsWriter.write(dir.resolve(SINGLE), weights);
            return;
        }
        var parts = new TreeMap<String, SortedMap<String, Tensor>>();
        var map = new JsonObject();
        int dealt = 0;
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            String file = "shard-" + (1 + dealt++ % shards) + ".safetensors";
            parts.computeIfAbsent(file, name -> new TreeMap<>()).put(weight.getKey(), weight.getValue());
            map.addProperty(weight.getKey(), file);
        }
        for (Map.Entry<String, SortedMap<String, Tensor>> part : parts.entrySet()) {
            SafeTensorsWriter.write(dir.resolve(part.getKey()), part.getValue());
        }
        var index = new JsonObject();
        index.add("weight_map", map);
        Files.writeString(dir.resolve(INDEX), index.toString());
    }
}
