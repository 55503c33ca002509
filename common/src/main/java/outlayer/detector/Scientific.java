package outlayer.detector;

import java.math.BigDecimal;

/** Numbers as the names of detectors carry them. */
public final class Scientific {

    private Scientific() {}

    /** All digits of it, so that no two values share a name: 1e-3, 1.4e-3. */
    public static String of(double value) {
        BigDecimal digits = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return digits.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
