package outlayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A published AUC over all layers.
 *
 * @param source where it was published
 * @param cutOff share of the largest eigenvalue at or below which the source leaves directions out; null where it states none
 * @param model that it is of
 * @param features in the words of the source, as {@code score}
 */
record Published(
        String source,
        @Nullable String cutOff,
        String model,
        String dataset,
        String features,
        String score,
        double auc) {

    /** The template set by whose declared name a run says that it uses the templates of the published numbers. */
    static final String TEMPLATE_SET = "eleutherai-standardized";

    /** Datasets of long prompts, which were read in smaller batches than others. */
    private static final Set<String> LONG = Set.of("sciq", "sentiment");

    /** A table of the resources: file, where it was published, the cut-off of eigenvalues if stated, and the model. */
    record Source(String file, String words, @Nullable String cutOff, String model) {}

    private static final String FIRST_COLUMNS = "setting,dataset,features,score,mean_auc_roc,aggregated_auc_roc,";

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "published-auc-mistral-7b-v0.1.csv", "MAD research update, June 2024", "1e-5", "Mistral-7B-v0.1"),
            new Source(
                    "published-auc-mistral-7b-v0.1-rerun.csv", "arXiv 2504.08812, appendix", null, "Mistral-7B-v0.1"),
            new Source("published-auc-llama-3.1-8b.csv", "arXiv 2504.08812, appendix", null, "Llama-3.1-8B"));

    /** All that are shipped; a row without an AUC over all layers is none. */
    static List<Published> all() {
        List<Published> all = new ArrayList<>();
        for (Source source : SOURCES) {
            all.addAll(read(source, Resources.text("reference/" + source.file())));
        }
        return List.copyOf(all);
    }

    static List<Published> read(Source source, String csv) {
        String file = source.file();
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(FIRST_COLUMNS)) {
            throw new IllegalArgumentException(file + " begins with " + (lines.isEmpty() ? "nothing" : lines.get(0))
                    + ", expected the columns " + FIRST_COLUMNS);
        }
        List<Published> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length < 6) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + " has " + cells.length + " cells, expected 6 or more");
            }
            Double auc = number(cells[5], file, i + 1);
            if (auc != null) {
                rows.add(new Published(
                        source.words(), source.cutOff(), source.model(), cells[1], cells[2], cells[3], auc));
            }
        }
        return List.copyOf(rows);
    }

    /** How many prompts were read, and scored by what depends on it, at a time. */
    String batch() {
        return LONG.contains(plain(dataset)) ? "2" : "7";
    }

    /** Whether a run's name for a model or dataset is this one's but for case and punctuation. */
    static boolean same(String ours, String theirs) {
        return plain(ours).equals(plain(theirs));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static @Nullable Double number(String cell, String file, int line) {
        if (cell.isBlank() || cell.equals("nan")) {
            return null;
        }
        try {
            return Double.valueOf(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    file + ", line " + line + ": AUC '" + cell + "', expected a number or nan", e);
        }
    }
}
