package outlayer.feature;

/**
 * The most tokens, padding included, that a device is known to take in a batch with a model: half of what failed last. Kept by whoever
 * keeps the model, for all that read it there. Safe for use by several threads.
 */
public interface BatchLimit {

    /** No more than this should be tried; {@link Integer#MAX_VALUE} as long as nothing failed. */
    int tokens();

    /** From now on no more than so many tokens should be tried, at least 1. */
    void lower(int tokens);

    /** For a model that has one owner: remembered here. */
    static BatchLimit ofOneOwner() {
        return new OwnersBatchLimit();
    }
}
