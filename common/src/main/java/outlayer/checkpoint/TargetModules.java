package outlayer.checkpoint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which modules an adapter covers, by their full names such as {@code model.layers.0.self_attn.q_proj} (peft,
 * {@code check_target_module_exists}).
 *
 * @param targets what is covered
 * @param excluded what is not, whatever else is said
 * @param layers blocks to which a list of targets is confined; empty: all
 * @param layerPatterns names of the list of blocks, as regular expressions; empty: any
 */
public record TargetModules(Names targets, @Nullable Names excluded, List<Integer> layers, List<String> layerPatterns) {

    /** A set of module names. */
    public sealed interface Names {

        boolean contains(String module);
    }

    /** Names in full, or their last parts. */
    public record Listed(List<String> names) implements Names {

        public Listed {
            names = List.copyOf(names);
        }

        @Override
        public boolean contains(String module) {
            return names.contains(module) || names.stream().anyMatch(name -> module.endsWith("." + name));
        }
    }

    /** The names that a regular expression matches as a whole. */
    public record Matching(String regex) implements Names {

        public Matching {
            Pattern.compile(regex);
        }

        @Override
        public boolean contains(String module) {
            return module.matches(regex);
        }
    }

    public TargetModules {
        layers = List.copyOf(layers);
        layerPatterns = List.copyOf(layerPatterns);
        layerPatterns.forEach(Pattern::compile);
        if (targets instanceof Matching && !layers.isEmpty()) {
            throw new IllegalArgumentException("layers_to_transform is " + layers
                    + ", expected null where target_modules is a regular expression");
        }
        if (layers.isEmpty() && !layerPatterns.isEmpty()) {
            throw new IllegalArgumentException(
                    "layers_pattern is " + layerPatterns + ", expected null where layers_to_transform is");
        }
    }

    boolean contain(String module) {
        if (!targets.contains(module) || (excluded != null && excluded.contains(module))) {
            return false;
        }
        boolean inFull = targets instanceof Listed listed && listed.names().contains(module);
        return layers.isEmpty() || inFull || inLayers(module);
    }

    private boolean inLayers(String module) {
        List<String> patterns = layerPatterns.isEmpty() ? List.of("[^.]*") : layerPatterns;
        String before = layerPatterns.isEmpty() ? ".*?\\." : "(?:^|.*?\\.)";
        for (String pattern : patterns) {
            Matcher matcher = Pattern.compile(before + "(?:" + pattern + ")\\.(?<index>\\d+)\\.")
                    .matcher(module);
            if (matcher.lookingAt()) {
                return layers.contains(Integer.valueOf(matcher.group("index")));
            }
        }
        return false;
    }
}
