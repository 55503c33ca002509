package outlayer.jobs.settings;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * What one executor may use for models.
 *
 * @param modelCache a local directory for copies of models that lie on a Hadoop path; empty: one under {@code java.io.tmpdir}
 * @param memoryShare of the host's memory, for weights that are converted to another precision; mapped ones cost nothing
 * @param gpuMemoryShare of a GPU's memory, for weights; the rest is for batches
 */
public record ExecutorOptions(String modelCache, double memoryShare, double gpuMemoryShare) implements Serializable {

    public ExecutorOptions {
        requireShare("memory-share", memoryShare);
        requireShare("gpu-memory-share", gpuMemoryShare);
    }

    static ExecutorOptions of(Block block) {
        return new ExecutorOptions(
                block.text("model-cache"), block.number("memory-share"), block.number("gpu-memory-share"));
    }

    /** The directory of copies on the host that asks; another one for each user, since hosts may be shared. */
    public Path modelCacheDirectory() {
        return modelCache.isBlank()
                ? Path.of(System.getProperty("java.io.tmpdir"), "outlayer-models-" + System.getProperty("user.name"))
                : Path.of(modelCache).toAbsolutePath();
    }

    private static void requireShare(String name, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + ", expected a share above 0, at most 1");
        }
    }
}
