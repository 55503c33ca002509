package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sparse autoencoders of the residual stream.
 *
 * @param paths by model: a directory with one for each hookpoint, local to every executor or of any file system that Hadoop knows
 * @param layers of the residual stream
 */
public record SaeOptions(SortedMap<String, String> paths, LayerChoice layers) implements Serializable {

    /** Their latents' name. */
    public static final String FEATURE = "sae";

    static SaeOptions of(Block block) {
        if (!block.has("layers") && !block.has("depths")) {
            throw new IllegalArgumentException("has neither `layers` nor `depths`, expected one of them");
        }
        return new SaeOptions(block.block("paths").as(SaeOptions::paths), LayerChoice.of(block));
    }

    private static SortedMap<String, String> paths(Block block) {
        SortedMap<String, String> paths = new TreeMap<>();
        for (String model : block.keys()) {
            paths.put(model, block.text(model));
        }
        return paths;
    }

    /** Those of a model that has that many. */
    public List<Integer> layers(int count) {
        try {
            return layers.of(count);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("derive.sae: " + e.getMessage(), e);
        }
    }
}
