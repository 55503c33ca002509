package outlayer.evaluate;

/** What is judged together: one dataset as one variant of a model answered it. */
public record ResultGroup(String model, String dataset, String variant) {}
