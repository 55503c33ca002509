package outlayer.linalg;

import java.util.Locale;

/** The precision of large products; sums of their results are always in double. */
public enum Arithmetic {
    FLOAT32,
    FLOAT64;

    /** Its name in settings. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
