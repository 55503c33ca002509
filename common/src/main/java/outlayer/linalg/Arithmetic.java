package outlayer.linalg;

import java.util.Locale;

/** The precision of large products; sums of their results are always in double. */
public enum Arithmetic {
    FLOAT32(Float.BYTES),
    FLOAT64(Double.BYTES);

    private final int bytes;

    Arithmetic(int bytes) {
        this.bytes = bytes;
    }

    /** Its name in settings. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What one number takes. */
    int bytes() {
        return bytes;
    }
}
