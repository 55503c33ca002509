package outlayer.jobs.datasets;

import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.models.TokenizerSource;

/** How many prompts have words that a tokenizer does not know: a model reads all of these as one and the same. Not shared between threads. */
final class UnknownWords {

    private static final int SHOWN = 60;

    private long prompts;
    private long having;
    private @Nullable String first;

    void add(String prompt, boolean hasUnknown) {
        prompts++;
        if (hasUnknown) {
            having++;
            first = first == null ? prompt : first;
        }
    }

    /** A warning, if there is cause. */
    List<String> notes(String dataset, TokenizerSource tokenizer) {
        if (first == null) {
            return List.of();
        }
        String line = first.replaceAll("\\s+", " ").strip();
        String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + " …";
        String name = new Path(tokenizer.location()).getName();
        return List.of(String.format(
                Locale.ROOT,
                "Dataset %s: %,d of %,d prompts that were looked at have words that the tokenizer of %s does not know and its models"
                        + " read as one and the same, as in '%s'; write them in words that it knows, or take another model",
                dataset,
                having,
                prompts,
                name,
                shown));
    }
}
