package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Features that are computed from others.
 *
 * @param sae null where no sparse autoencoders are given
 * @param merged by name: features whose vectors are put side by side at every layer that all of them have
 * @param concatenated by name: the feature whose vectors of all layers make one
 */
public record DeriveOptions(
        @Nullable SaeOptions sae, SortedMap<String, List<String>> merged, SortedMap<String, String> concatenated)
        implements Serializable {

    public DeriveOptions {
        merged.forEach((name, parts) -> {
            FeatureOptions.requireName(name);
            if (parts.size() < 2) {
                throw new IllegalArgumentException(
                        "merged." + name + " is " + parts + ", expected two features or more");
            }
        });
        concatenated.keySet().forEach(FeatureOptions::requireName);
    }

    static DeriveOptions of(Block block) {
        return new DeriveOptions(
                block.has("sae") ? block.block("sae").as(SaeOptions::of) : null,
                block.block("merged").as(DeriveOptions::merged),
                block.block("concatenated").as(DeriveOptions::concatenated));
    }

    private static SortedMap<String, List<String>> merged(Block block) {
        SortedMap<String, List<String>> merged = new TreeMap<>();
        for (String name : block.keys()) {
            if (block.has(name)) {
                merged.put(name, block.texts(name));
            }
        }
        return merged;
    }

    private static SortedMap<String, String> concatenated(Block block) {
        SortedMap<String, String> concatenated = new TreeMap<>();
        for (String name : block.keys()) {
            if (block.has(name)) {
                concatenated.put(name, block.text(name));
            }
        }
        return concatenated;
    }

    /**
     * Stops where a feature is made of one that there is not, or has the name of another.
     *
     * @param others that other settings give
     */
    void requireFor(List<String> others) {
        List<String> known = new ArrayList<>(others);
        for (Map.Entry<String, List<String>> entry : merged.entrySet()) {
            entry.getValue().forEach(part -> requireKnown("merged." + entry.getKey(), part, others));
            requireNew("merged." + entry.getKey(), entry.getKey(), known);
        }
        for (Map.Entry<String, String> entry : concatenated.entrySet()) {
            List<String> parts = new ArrayList<>(others);
            parts.addAll(merged.keySet());
            requireKnown("concatenated." + entry.getKey(), entry.getValue(), parts);
            requireNew("concatenated." + entry.getKey(), entry.getKey(), known);
        }
    }

    private static void requireKnown(String setting, String part, List<String> known) {
        if (!known.contains(part)) {
            throw new IllegalArgumentException("derive." + setting + " names the feature " + part
                    + ", which nothing gives; " + NearestName.suggestion(part, known));
        }
    }

    private static void requireNew(String setting, String name, List<String> known) {
        if (known.contains(name)) {
            throw new IllegalArgumentException(
                    "derive." + setting + " has the name of another feature; expected one besides " + known);
        }
        known.add(name);
    }

    /** All of them by name: merged ones first, of which concatenated ones may be made. */
    public List<String> features() {
        List<String> names = new ArrayList<>();
        if (sae != null) {
            names.add(SaeOptions.FEATURE);
        }
        names.addAll(merged.keySet());
        names.addAll(concatenated.keySet());
        return List.copyOf(names);
    }
}
