package outlayer.evaluate;

import java.io.Serializable;

/** What a group of results is keyed by, and the two facts every row repeats. */
public record ResultKey(String model, String dataset, String variant, String templateSet, long seed)
        implements Serializable {

    @Override
    public String toString() {
        return model + "/" + dataset + "/" + variant;
    }
}
