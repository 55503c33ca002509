package outlayer.jobs.settings;

import java.util.List;

/**
 * Where a run lives and what it does.
 *
 * @param root any Hadoop path; units of earlier runs under it are used again
 * @param seed of everything that is drawn
 * @param stages those that `run` walks, in order
 */
public record RunOptions(String root, long seed, List<String> stages) {

    /** In the order in which they can run. */
    public static final List<String> STAGES =
            List.of("datasets", "train", "extract", "flow", "effects", "derive", "fit", "score", "evaluate", "report");

    public RunOptions {
        if (root.isBlank()) {
            throw new IllegalArgumentException("root is empty, expected a path such as out/demo or s3a://bucket/run");
        }
        for (String stage : stages) {
            if (!STAGES.contains(stage)) {
                throw new IllegalArgumentException(
                        "unknown stage `" + stage + "`; " + NearestName.suggestion(stage, STAGES));
            }
        }
    }

    static RunOptions of(Block block) {
        return new RunOptions(block.text("root"), block.longInteger("seed"), block.texts("stages"));
    }
}
