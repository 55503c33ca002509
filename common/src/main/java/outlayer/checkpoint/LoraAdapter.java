package outlayer.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

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

    private record Place(int block, Projection projection) {

        String name(String factor) {
            return PREFIX + projection.module(block) + "." + factor + ".weight";
        }
    }

    private final LoraConfig config;
    private final Map<Place, Factors> factors;

    private LoraAdapter(LoraConfig config, Map<Place, Factors> factors) {
        this.config = config;
        this.factors = factors;
    }

    /** Opens an adapter directory over a base of that configuration. */
    public static LoraAdapter open(Path dir, ModelConfig base) throws IOException {
        LoraConfig config = LoraConfig.read(dir);
        requireSupported(config, dir.resolve(CONFIG).toString());
        Path file = dir.resolve(WEIGHTS);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " is missing, found " + Checkpoint.listing(dir)
                    + "; peft writes it with save_pretrained(..., safe_serialization=True)");
        }
        var factors = new LinkedHashMap<Place, Factors>();
        try (SafeTensors tensors = SafeTensors.open(file)) {
            var unused = new TreeSet<>(tensors.names());
            for (Place place : places(config, base)) {
                Shapes shapes = Shapes.of(config, base, place);
                factors.put(
                        place,
                        new Factors(
                                tensors.tensor(place.name("lora_A"), shapes.a()),
                                tensors.tensor(place.name("lora_B"), shapes.b()),
                                shapes.scale()));
                unused.remove(place.name("lora_A"));
                unused.remove(place.name("lora_B"));
            }
            if (!unused.isEmpty()) {
                throw new IllegalArgumentException(file + ": " + unused.size() + " tensors that " + CONFIG
                        + " does not ask for, the first is " + unused.first() + ", expected the factors of "
                        + factors.size() + " projections alone; is this adapter of that base?");
            }
        }
        return new LoraAdapter(config, factors);
    }

    /** Shapes and scale that the configuration gives to a module's factors. */
    private record Shapes(List<Long> a, List<Long> b, double scale) {

        static Shapes of(LoraConfig config, ModelConfig base, Place place) {
            String module = place.projection().module(place.block());
            long rank = config.rank(module);
            return new Shapes(
                    List.of(rank, (long) place.projection().inputs(base)),
                    List.of((long) place.projection().outputs(base), rank),
                    config.scale(module));
        }
    }

    private static List<Place> places(LoraConfig config, ModelConfig base) {
        var places = new ArrayList<Place>();
        for (int block = 0; block < base.blocks(); block++) {
            for (Projection projection : Projection.values()) {
                if (config.covers(projection.module(block))) {
                    places.add(new Place(block, projection));
                }
            }
        }
        return places;
    }

    private static void requireSupported(LoraConfig config, String where) {
        for (String module : BEYOND) {
            if (config.covers(module)) {
                throw new IllegalArgumentException(
                        where + ": target_modules cover " + module + ", expected projections of the blocks alone");
            }
        }
    }

    public LoraConfig config() {
        return config;
    }

    /** Factors of a projection, as they are stored; null where the adapter leaves it as it is. */
    public @Nullable Factors factors(int block, Projection projection) {
        return factors.get(new Place(block, projection));
    }

    /** Writes a directory that peft loads: the factors that the configuration asks for over that base. */
    public static void write(Path dir, LoraConfig config, ModelConfig base, Source source) throws IOException {
        var tensors = new TreeMap<String, Tensor>();
        for (Place place : places(config, base)) {
            Shapes shapes = Shapes.of(config, base, place);
            Factors found = source.factors(place.block(), place.projection());
            if (found == null
                    || !found.a().shape().equals(shapes.a())
                    || !found.b().shape().equals(shapes.b())
                    || found.scale() != shapes.scale()) {
                throw new IllegalArgumentException(
                        "Factors of " + place.projection().module(place.block()) + " are "
                                + (found == null
                                        ? "missing"
                                        : found.a().shape() + ", " + found.b().shape() + ", scale " + found.scale())
                                + ", expected " + shapes);
            }
            tensors.put(place.name("lora_A"), found.a());
            tensors.put(place.name("lora_B"), found.b());
        }
        Files.writeString(dir.resolve(CONFIG), GSON.toJson(config.toJson()) + "\n");
        SafeTensorsWriter.write(dir.resolve(WEIGHTS), tensors);
    }
}
