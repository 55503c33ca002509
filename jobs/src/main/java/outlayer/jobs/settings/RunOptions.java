package outlayer.jobs.settings;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a run lives and what it does.
 *
 * @param root any Hadoop path; units of earlier runs under it are used again
 * @param seed of everything that is drawn
 * @param stages those that `run` walks, in order
 * @param id the name of the run's record, as part of a path; empty: a fresh one
 */
public record RunOptions(String root, long seed, List<String> stages, String id) {

    static final String ID = "run.id";

    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9._-]");

    /** In the order in which they can run. */
    public static final List<String> STAGES = List.of(
            "datasets", "train", "extract", "flow", "effects", "derive", "fit", "score", "evaluate", "flag", "report");

    public RunOptions {
        if (root.isBlank()) {
            throw new IllegalArgumentException("root is empty, expected a path such as out/demo or s3a://bucket/run");
        }
        id = FORBIDDEN.matcher(id).replaceAll("-");
        if (!id.isEmpty() && !id.matches("[A-Za-z0-9].{0,199}")) {
            throw new IllegalArgumentException("id is \"" + id
                    + "\", expected a letter or digit, then at most 199 letters, digits, '.', '-' or '_'");
        }
        for (String stage : stages) {
            if (!STAGES.contains(stage)) {
                throw new IllegalArgumentException(
                        "unknown stage `" + stage + "`; " + NearestName.suggestion(stage, STAGES));
            }
        }
    }

    static RunOptions of(Block block) {
        return new RunOptions(
                block.text("root"),
                block.longInteger("seed"),
                block.texts("stages"),
                block.has("id") ? block.text("id") : "");
    }
}
