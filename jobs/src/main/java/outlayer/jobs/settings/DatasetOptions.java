package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dataset of the experiment, by where its questions come from. */
public sealed interface DatasetOptions extends Serializable
        permits GeneratedOptions, ImportOptions, QuirkOptions, PromptOptions {

    /** Its name in every result. */
    String name();

    /** The template set that stands in for the experiment's: its name, or the path of its file; null: the experiment's. */
    @Nullable
    String templates();

    /**
     * An entry of `datasets`: with `import` a quirky set as Hugging Face ships it, with `query` one's own, with `prompts` plain
     * prompts, with none of these a generated one.
     */
    static DatasetOptions of(Block block) {
        String name = block.text("name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "dataset name is \"" + name + "\", expected letters, digits, '.', '_' and '-'");
        }
        List<String> kinds = new ArrayList<>(List.of("import", "query", "prompts"));
        kinds.removeIf(kind -> !block.has(kind));
        if (kinds.size() > 1) {
            throw new IllegalArgumentException(
                    "dataset " + name + " has " + kinds + ", expected one of them, or none for a generated dataset");
        }
        return switch (kinds.isEmpty() ? "" : kinds.get(0)) {
            case "import" -> ImportOptions.of(name, block);
            case "query" -> QuirkOptions.of(name, block);
            case "prompts" -> PromptOptions.of(name, block);
            default -> GeneratedOptions.of(name, block);
        };
    }

    /** The template set of an entry, if it names one. */
    static @Nullable String templates(Block block) {
        return block.has("templates") ? block.text("templates") : null;
    }
}
