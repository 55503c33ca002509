package outlayer.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model directory of Hugging Face as it was downloaded: {@code config.json}, and the weights in {@code model.safetensors} or in the
 * shards that {@code model.safetensors.index.json} names. Opening it reads every header and checks every weight that the model needs;
 * no weight is read before it is used. Threads may share it.
 */
public final class Checkpoint implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final ModelConfig config;
    private final List<SafeTensors> shards;
    /** Where each weight of the model lies. */
    private final Map<String, SafeTensors> places = new TreeMap<>();

    private final Map<ElementType, Long> bytes = new EnumMap<>(ElementType.class);
    private final long parameters;

    private Checkpoint(ModelConfig config, Collection<SafeTensors> shards, Map<String, SafeTensors> stored, Path list) {
        this.config = config;
        this.shards = List.copyOf(shards);
        long values = 0;
        for (WeightLayout.Weight weight : WeightLayout.of(config)) {
            SafeTensors shard = stored.get(weight.name());
            if (shard == null) {
                throw new IllegalArgumentException(
                        list + ": tensor " + weight.name() + " is missing, expected one of shape " + weight.shape()
                                + " among " + stored.size() + "; does config.json belong to these weights?");
            }
            ElementType type = shard.check(weight.name(), weight.shape());
            long size = Tensor.size(weight.shape());
            values += size;
            bytes.merge(type, size * type.bytes(), Long::sum);
            places.put(weight.name(), shard);
        }
        parameters = values;
        logUnused(stored.keySet());
    }

    /** Opens a model directory; whatever is missing, misshapen, cut short or of another dtype than F32, F16 and BF16 is refused here. */
    public static Checkpoint open(Path dir) throws IOException {
        ModelConfig config = ModelConfig.read(dir);
        Path single = dir.resolve(SINGLE);
        Path index = dir.resolve(INDEX);
        if (!Files.exists(single) && !Files.exists(index)) {
            throw new IllegalArgumentException(dir + ": no weights, expected " + SINGLE + " or " + INDEX + ", found "
                    + listing(dir) + "; weights in another format are written again by transformers:"
                    + " save_pretrained(..., safe_serialization=True)");
        }
        var opened = new TreeMap<String, SafeTensors>();
        try {
            // As transformers does, a single file goes before an index.
            if (Files.exists(single)) {
                SafeTensors file = open(opened, dir, SINGLE);
                Map<String, SafeTensors> stored = file.names().stream().collect(Collectors.toMap(n -> n, n -> file));
                return new Checkpoint(config, opened.values(), stored, single);
            }
            var stored = new TreeMap<String, SafeTensors>();
            for (Map.Entry<String, String> entry : ShardIndex.read(index).entrySet()) {
                SafeTensors shard = open(opened, dir, entry.getValue());
                stored.put(entry.getKey(), shard);
                if (!shard.names().contains(entry.getKey())) {
                    throw new IllegalArgumentException(shard.file() + ": tensor " + entry.getKey()
                            + " is missing, expected in this file by " + INDEX + "; the file has "
                            + shard.names().size() + " tensors");
                }
            }
            return new Checkpoint(config, opened.values(), stored, index);
        } catch (IOException | RuntimeException e) {
            close(opened.values());
            throw e;
        }
    }

    private static SafeTensors open(Map<String, SafeTensors> opened, Path dir, String name) throws IOException {
        SafeTensors known = opened.get(name);
        if (known != null) {
            return known;
        }
        Path file = dir.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " is missing, expected by " + INDEX + ", found " + listing(dir)
                    + "; was the copy finished?");
        }
        SafeTensors shard = SafeTensors.open(file);
        opened.put(name, shard);
        return shard;
    }

    static String listing(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private void logUnused(Set<String> stored) {
        var unused = new HashSet<>(stored);
        unused.removeAll(places.keySet());
        if (!unused.isEmpty()) {
            log.debug("{}: {} tensors that the model has no use for: {}", files(), unused.size(), unused);
        }
    }

    public ModelConfig config() {
        return config;
    }

    /** A weight as it is stored, mapped; valid after this is closed. */
    public Tensor tensor(WeightLayout.Weight weight) throws IOException {
        SafeTensors shard = places.get(weight.name());
        if (shard == null) {
            throw new IllegalArgumentException(files() + ": " + weight.name() + " is no weight of this model");
        }
        return shard.tensor(weight.name(), weight.shape());
    }

    /** Numbers in the model; a head that is the embedding counts once. */
    public long parameters() {
        return parameters;
    }

    /** Bytes of the model's weights as they are stored. */
    public long bytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How most of the bytes are stored. */
    public ElementType elementType() {
        return Arrays.stream(ElementType.values())
                .max((a, b) -> Long.compare(bytes.getOrDefault(a, 0L), bytes.getOrDefault(b, 0L)))
                .orElseThrow();
    }

    /** The files that hold the weights, by name. */
    public List<Path> files() {
        return shards.stream().map(SafeTensors::file).toList();
    }

    @Override
    public void close() throws IOException {
        close(shards);
    }

    private static void close(Collection<SafeTensors> shards) throws IOException {
        for (SafeTensors shard : shards) {
            shard.close();
        }
    }
}
