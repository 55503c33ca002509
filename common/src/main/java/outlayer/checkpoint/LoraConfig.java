package outlayer.checkpoint;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA adapter as peft's {@code adapter_config.json} states it (Hu et al. 2021): module W, shape [out, in], becomes
 * W + scale(module) B A, with A [rank(module), in] and B [out, rank(module)].
 *
 * @param rank r, of the modules that no pattern names ({@code r})
 * @param alpha of the modules that no pattern names ({@code lora_alpha})
 * @param rankStabilised whether scale is alpha / sqrt(r) (Kalajdzievski 2023) instead of alpha / r ({@code use_rslora})
 * @param rankPattern other ranks, by regular expression over the ends of module names; the first that matches holds
 * @param alphaPattern other alphas, in the same way
 * @param modules which modules have factors ({@code target_modules} and what confines it)
 * @param base what the adapter was trained over, for those who load it elsewhere ({@code base_model_name_or_path})
 */
public record LoraConfig(
        int rank,
        double alpha,
        boolean rankStabilised,
        Map<String, Integer> rankPattern,
        Map<String, Double> alphaPattern,
        TargetModules modules,
        @Nullable String base) {

    public LoraConfig {
        rankPattern = inOrder(rankPattern);
        alphaPattern = inOrder(alphaPattern);
        requireRank("r", rank);
        rankPattern.forEach((pattern, value) -> requireRank("rank_pattern " + pattern, value));
    }

    /** The usual adapter: one rank and alpha on some of the seven projections of every block. */
    public static LoraConfig of(int rank, double alpha, List<Projection> projections, @Nullable String base) {
        List<String> names = projections.stream().map(Projection::shortName).toList();
        var modules = new TargetModules(new TargetModules.Listed(names), null, List.of(), List.of());
        return new LoraConfig(rank, alpha, false, Map.of(), Map.of(), modules, base);
    }

    /** Reads {@code adapter_config.json} of an adapter directory; what would change the forward pass otherwise is refused by name. */
    public static LoraConfig read(Path dir) throws IOException {
        return LoraConfigJson.parse(JsonFields.read(dir.resolve(LoraAdapter.CONFIG)));
    }

    /** An {@code adapter_config.json} that peft loads. */
    public JsonObject toJson() {
        return LoraConfigJson.write(this);
    }

    /** Whether that module, by its full name, has factors. */
    public boolean covers(String module) {
        return modules.contain(module);
    }

    /** Rank of that module's factors. */
    public int rank(String module) {
        return first(rankPattern, module, rank);
    }

    /** What that module's B A is multiplied by. */
    public double scale(String module) {
        double r = rank(module);
        return first(alphaPattern, module, alpha) / (rankStabilised ? Math.sqrt(r) : r);
    }

    /** As peft's {@code get_pattern_key}. */
    private static <T> T first(Map<String, T> patterns, String module, T otherwise) {
        for (Map.Entry<String, T> entry : patterns.entrySet()) {
            if (module.matches("(.*\\.)?(" + entry.getKey() + ")")) {
                return entry.getValue();
            }
        }
        return otherwise;
    }

    private static <T> Map<String, T> inOrder(Map<String, T> patterns) {
        new ArrayList<>(patterns.keySet()).forEach(Pattern::compile);
        return Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    }

    private static void requireRank(String field, int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException(field + " is " + rank + ", expected at least 1");
        }
    }
}
