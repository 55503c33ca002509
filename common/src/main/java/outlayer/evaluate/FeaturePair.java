package outlayer.evaluate;

import java.io.Serializable;

/** A feature that was made from another at the same layers, as latents of a flow are from activations. */
public record FeaturePair(String derived, String source) implements Serializable {}
