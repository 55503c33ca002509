package outlayer.evaluate;

import java.io.Serializable;

/**
 * What a group of results is keyed by, and the facts that every row repeats.
 *
 * @param templateFingerprint SHA-256 of the template set's text
 */
public record ResultKey(
        String model, String dataset, String variant, String templateSet, String templateFingerprint, long seed)
        implements Serializable {

    @Override
    public String toString() {
        return model + "/" + dataset + "/" + variant;
    }
}
