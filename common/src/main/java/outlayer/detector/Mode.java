package outlayer.detector;

import java.util.Locale;

/** What a detector was allowed to see when it was fitted. */
public enum Mode {
    /** Trusted vectors only. */
    ONLINE,
    /** Unlabelled vectors as well, normal and anomalous ones mixed. */
    OFFLINE,
    /** The answers: an upper bound, not a detector. */
    CEILING;

    /** Its name in results. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
