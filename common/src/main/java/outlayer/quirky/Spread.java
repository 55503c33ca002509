package outlayer.quirky;

/** How a value spreads over examples: least, quartiles, most. */
public record Spread(double least, double lowerQuartile, double median, double upperQuartile, double most) {}
