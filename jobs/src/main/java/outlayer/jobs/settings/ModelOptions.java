package outlayer.jobs.settings;

/**
 * One base model and where its quirky fine-tunings are.
 *
 * @param name the name in every result
 * @param path a Hugging Face directory: the base, variant `base`
 * @param quirky the directory of the variant `quirky`; `{dataset}` stands for the dataset's name
 */
public record ModelOptions(String name, String path, String quirky) {

    static final String DATASET = "{dataset}";

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
        return new ModelOptions(block.text("name"), block.text("path"), block.text("quirky"));
    }

    /** The directory of one variant. */
    public String directory(String variant, String dataset) {
        return variant.equals(ExtractOptions.BASE) ? path : quirky.replace(DATASET, dataset);
    }
}
