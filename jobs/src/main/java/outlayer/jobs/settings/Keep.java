package outlayer.jobs.settings;

import java.util.Locale;

/** What is kept of the vectors that are read off a model. */
public enum Keep {
    /** Every vector: what fits and scores need. */
    VECTORS,
    /** Moments and class centroids of each layer: enough to watch drift, nothing to score. */
    STATISTICS;

    /** Name in settings and keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
