package outlayer.jobs.models;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The files of a directory that a model or an adapter is read from; all others are neither hashed nor copied. */
final class NeededFiles {

    /** The file by which an adapter is known. */
    static final String ADAPTER_CONFIG = "adapter_config.json";

    /** The file without which there is no tokenizer. */
    static final String TOKENIZER = "tokenizer.json";

    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    private static final List<String> MODEL = List.of("config.json", TOKENIZER);
    private static final List<String> MODEL_TOO = List.of(TOKENIZER_CONFIG, "special_tokens_map.json");
    private static final List<String> SAE = List.of("cfg.json", "sae.safetensors");
    private static final List<String> ADAPTER = List.of(ADAPTER_CONFIG, "adapter_model.safetensors");

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private NeededFiles() {}

    /** By name, all present. */
    static List<ModelFile> of(ModelDirectory directory, DirectoryKind kind) throws IOException {
        Map<String, ModelFile> present = directory.list();
        Set<String> needed = needed(directory, kind, present);
        List<ModelFile> files = new ArrayList<>();
        for (String name : needed) {
            ModelFile file = present.get(name);
            if (file == null) {
                throw new IllegalArgumentException(
                        present.isEmpty()
                                ? "No model directory at " + directory + "; expected a Hugging Face directory with "
                                        + needed
                                : directory + " has no " + name + ", found " + present.keySet() + ", expected "
                                        + needed);
            }
            files.add(file);
        }
        return files;
    }

    /** Those that must be there, and those that are read where they are there. */
    private static Set<String> needed(ModelDirectory directory, DirectoryKind kind, Map<String, ModelFile> present)
            throws IOException {
        Set<String> needed = new TreeSet<>();
        switch (kind) {
            case MODEL -> {
                needed.addAll(MODEL);
                MODEL_TOO.stream().filter(present::containsKey).forEach(needed::add);
                needed.addAll(weights(directory, present));
            }
            case ADAPTER -> needed.addAll(ADAPTER);
            case SAE -> needed.addAll(SAE);
            case TOKENIZER -> {
                needed.add(TOKENIZER);
                if (present.containsKey(TOKENIZER_CONFIG)) {
                    needed.add(TOKENIZER_CONFIG);
                }
            }
        }
        return needed;
    }

    /** As transformers does, a single file goes before an index. */
    private static Collection<String> weights(ModelDirectory directory, Map<String, ModelFile> present)
            throws IOException {
        ModelFile index = present.get(INDEX);
        if (present.containsKey(SINGLE) || index == null) {
            return Set.of(SINGLE);
        }
        Set<String> weights = new TreeSet<>(Set.of(INDEX));
        try {
            for (JsonElement shard : JsonParser.parseString(directory.text(index))
                    .getAsJsonObject()
                    .getAsJsonObject("weight_map")
                    .asMap()
                    .values()) {
                weights.add(shard.getAsString());
            }
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(
                    directory + "/" + INDEX + " is no index, expected {\"weight_map\": {tensor: file, …}}: " + e, e);
        }
        return weights;
    }
}
