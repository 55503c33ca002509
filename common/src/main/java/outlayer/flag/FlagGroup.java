package outlayer.flag;

import java.io.Serializable;

/** The examples that are tested together: one part of one dataset, as one variant of a model read it. */
public record FlagGroup(String model, String dataset, String variant, String part) implements Serializable {

    @Override
    public String toString() {
        return String.join("/", model, dataset, variant) + " " + part;
    }
}
