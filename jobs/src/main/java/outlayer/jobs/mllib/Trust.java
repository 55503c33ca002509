package outlayer.jobs.mllib;

/** What is known of a vector that a fit sees. */
enum Trust {
    /** It is normal. */
    TRUSTED,
    /** Nothing: normal or anomalous. */
    UNLABELLED
}
