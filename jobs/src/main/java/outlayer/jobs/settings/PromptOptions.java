package outlayer.jobs.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.quirky.Part;
import outlayer.quirky.PromptSet;

/**
 * Prompts without labels or characters, for monitoring.
 *
 * @param column that holds them
 * @param part trusted or untrusted
 * @param calibrationShare share of trusted prompts that is set aside as `calibration`
 * @param choices the two words, no and yes, whose log-odds are read
 */
public record PromptOptions(
        String name, SourceOptions source, String column, Part part, double calibrationShare, List<String> choices)
        implements DatasetOptions {

    public PromptOptions {
        choices = List.copyOf(choices);
        if (choices.size() != 2) {
            throw new IllegalArgumentException(
                    "choices is " + choices + ", expected two texts such as [\" No\", \" Yes\"]");
        }
        set(name, part, calibrationShare, 0, choices);
    }

    static PromptOptions of(String name, Block block) {
        return block.block("prompts")
                .as(prompts -> new PromptOptions(
                        name,
                        SourceOptions.of(prompts),
                        prompts.has("column") ? prompts.text("column") : "prompt",
                        Part.named(prompts.text("part")),
                        prompts.has("calibration") ? prompts.number("calibration") : 0,
                        prompts.has("choices") ? prompts.texts("choices") : List.of(" No", " Yes")));
    }

    /** The parts that its prompts may be in. */
    public List<Part> parts() {
        return prompts(0).parts();
    }

    /** How they become examples; another salt sets others aside. */
    public PromptSet prompts(long salt) {
        return set(name, part, calibrationShare, salt, choices);
    }

    /** Prompts are shown as they are. */
    @Override
    public @Nullable String templates() {
        return null;
    }

    private static PromptSet set(String name, Part part, double calibrationShare, long salt, List<String> choices) {
        return new PromptSet(name, part, calibrationShare, salt, choices.get(0), choices.get(1));
    }
}
