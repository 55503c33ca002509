package outlayer.evaluate;

/** What a group of results is keyed by, and the two facts every row repeats. */
public record ResultKey(String model, String dataset, String variant, String templateSet, long seed) {

    @Override
    public String toString() {
        return model + "/" + dataset + "/" + variant;
    }
}
