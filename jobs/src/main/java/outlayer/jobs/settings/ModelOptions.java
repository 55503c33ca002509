package outlayer.jobs.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import outlayer.lm.Precision;

/**
 * One base model and where its quirky fine-tunings are. Directories are local ones, which every executor must see, or URIs of any
 * file system that Hadoop knows.
 *
 * @param name the name in every result
 * @param path a Hugging Face directory: the base, variant `base`
 * @param quirky the directory of the variant `quirky`, a PEFT adapter over the base or a whole model; `{dataset}` stands for the
 *     dataset's name; the path followed by {@code -{dataset}} where nothing is said
 * @param precision in which the model runs
 */
public record ModelOptions(String name, String path, String quirky, Precision precision) {

    static final String DATASET = "{dataset}";

    /** A kept checkpoint of the fine-tuning. */
    private static final Pattern STEP = Pattern.compile("step-(\\d{1,9})");

    public ModelOptions {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "model name is \"" + name + "\", expected letters, digits, '.', '_' and '-'");
        }
        if (!quirky.contains(DATASET)) {
            throw new IllegalArgumentException("quirky is \"" + quirky + "\", expected a path that contains " + DATASET
                    + ", since each dataset has a fine-tuning of its own");
        }
    }

    static ModelOptions of(Block block) {
        return new ModelOptions(
                block.text("name"),
                block.text("path"),
                block.has("quirky") ? block.text("quirky") : block.text("path") + "-" + DATASET,
                block.has("precision") ? precision(block.text("precision")) : Precision.FLOAT32);
    }

    private static Precision precision(String name) {
        return Arrays.stream(Precision.values())
                .filter(precision -> precision.key().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("precision is \"" + name + "\", expected float32 or bfloat16"));
    }

    /** Whether a model can have a variant of that name: `base`, `quirky`, or `step-N` for the quirky model after N steps. */
    public static boolean isVariant(String variant) {
        return List.of(ExtractOptions.BASE, ExtractOptions.QUIRKY).contains(variant)
                || STEP.matcher(variant).matches();
    }

    /** N of a variant `step-N`; null for the base and for the chosen weights. */
    public static @Nullable Long step(String variant) {
        Matcher step = STEP.matcher(variant);
        return step.matches() ? Long.valueOf(step.group(1)) : null;
    }

    /** The directory of one variant. */
    public String directory(String variant, String dataset) {
        if (variant.equals(ExtractOptions.BASE)) {
            return path;
        }
        String directory = quirky.replace(DATASET, dataset);
        if (variant.equals(ExtractOptions.QUIRKY)) {
            return directory;
        }
        Long step = step(variant);
        if (step == null) {
            throw new IllegalArgumentException("variant is \"" + variant + "\", expected base, quirky or step-N");
        }
        return directory + String.format(Locale.ROOT, "/checkpoints/step-%06d", step);
    }
}
