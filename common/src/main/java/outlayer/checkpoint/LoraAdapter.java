package outlayer.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A PEFT directory as it was saved: {@code adapter_config.json} and {@code adapter_model.safetensors}, mapped. Opening it checks
 * that the file holds the factors that the configuration asks for over that base, and nothing else. Threads may share it.
 */
public final class LoraAdapter {

    static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String PREFIX = "base_model.model.";
    private static final String A = "lora_A";
    private static final String B = "lora_B";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

    private static final List<String> PROJECTIONS =
            Arrays.stream(Projection.values()).map(Projection::shortName).toList();

    /** Modules of these models that peft could adapt as well, and we do not. */
    private static final List<String> BEYOND = List.of("lm_head", "model.embed_tokens");

    /**
     * Factors of one module's update, scale * B A.
     *
     * @param a A, [rank, in]
     * @param b B, [out, rank]
     */
    public record Factors(Tensor a, Tensor b, double scale) {}

    /** Where factors come from: an adapter's own, or a training's. */
    @FunctionalInterface
    public interface Source {

        /** Null where that module has none. */
        @Nullable
        Factors factors(int block, Projection projection);
    }

    /** What the configuration asks for at one projection: shapes of A and B, and the scale. */
    private record Slot(int block, Projection projection, List<Long> a, List<Long> b, double scale) {

        static Slot of(LoraConfig config, ModelConfig base, int block, Projection projection) {
            String module = projection.module(block);
            long rank = config.rank(module);
            return new Slot(
                    block,
                    projection,
                    List.of(rank, (long) projection.inputs(base)),
                    List.of((long) projection.outputs(base), rank),
                    config.scale(module));
        }

        String module() {
            return projection.module(block);
        }

        String tensor(String factor) {
            return PREFIX + module() + "." + factor + ".weight";
        }

        static String text(List<Long> a, List<Long> b, double scale) {
            return a + " and " + b + " with scale " + scale;
        }

        Factors require(@Nullable Factors factors) {
            String expected = text(a, b, scale);
            String found = factors == null
                    ? "missing"
                    : text(factors.a().shape(), factors.b().shape(), factors.scale());
            if (factors == null || !found.equals(expected)) {
                throw new IllegalArgumentException(
                        "Factors of " + module() + " are " + found + ", expected " + expected);
            }
            return factors;
        }
    }

    private final LoraConfig config;
    /** By module. */
    private final Map<String, Factors> factors;

    private LoraAdapter(LoraConfig config, Map<String, Factors> factors) {
        this.config = config;
        this.factors = factors;
    }

    /** Opens an adapter directory over a base of that configuration. */
    public static LoraAdapter open(Path dir, ModelConfig base) throws IOException {
        LoraConfig config = LoraConfig.read(dir);
        List<Slot> slots = slots(config, base, dir.resolve(CONFIG).toString());
        Path file = dir.resolve(WEIGHTS);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " is missing, found " + Checkpoint.listing(dir)
                    + "; peft writes it with save_pretrained(..., safe_serialization=True)");
        }
        var factors = new HashMap<String, Factors>();
        try (SafeTensors tensors = SafeTensors.open(file)) {
            var unused = new TreeSet<>(tensors.names());
            for (Slot slot : slots) {
                Tensor a = tensors.tensor(slot.tensor(A), slot.a());
                Tensor b = tensors.tensor(slot.tensor(B), slot.b());
                factors.put(slot.module(), new Factors(a, b, slot.scale()));
                unused.removeAll(List.of(slot.tensor(A), slot.tensor(B)));
            }
            if (!unused.isEmpty()) {
                throw new IllegalArgumentException(file + ": tensor " + unused.first() + " of " + unused.size()
                        + " is not asked for by " + CONFIG + ", expected the factors of " + slots.size()
                        + " projections alone; is this adapter of that base?");
            }
        }
        return new LoraAdapter(config, factors);
    }

    /** The projections that the configuration covers, in the order of blocks. */
    private static List<Slot> slots(LoraConfig config, ModelConfig base, String where) {
        for (String module : BEYOND) {
            if (config.covers(module)) {
                throw new IllegalArgumentException(where + ": target_modules cover " + module
                        + ", expected projections of the blocks alone, of which there are " + PROJECTIONS);
            }
        }
        var slots = new ArrayList<Slot>();
        for (int block = 0; block < base.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                if (config.covers(projection.module(block))) {
                    slots.add(Slot.of(config, base, block, projection));
                }
            }
        }
        if (slots.isEmpty()) {
            throw new IllegalArgumentException(where + ": target_modules cover nothing of a base with " + base.blocks()
                    + " blocks, expected some of the projections " + PROJECTIONS);
        }
        return slots;
    }

    public LoraConfig config() {
        return config;
    }

    /** Factors of a projection, as they are stored; null where the adapter leaves it as it is. */
    public @Nullable Factors factors(int block, Projection projection) {
        return factors.get(projection.module(block));
    }

    /** Writes a directory that peft loads: the factors that the configuration asks for over that base. */
    public static void write(Path dir, LoraConfig config, ModelConfig base, Source source) throws IOException {
        var tensors = new TreeMap<String, Tensor>();
        for (Slot slot : slots(config, base, "Adapter for " + dir)) {
            Factors factors = slot.require(source.factors(slot.block(), slot.projection()));
            tensors.put(slot.tensor(A), factors.a());
            tensors.put(slot.tensor(B), factors.b());
        }
        Files.createDirectories(dir);
        Files.writeString(dir.resolve(CONFIG), GSON.toJson(config.toJson()) + "\n");
        SafeTensorsWriter.write(dir.resolve(WEIGHTS), tensors);
    }
}
