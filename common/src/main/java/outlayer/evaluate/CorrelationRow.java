package outlayer.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code correlations.csv}: how the AUC of one detector goes with a property of the model, over the datasets of one
 * model; {@link Correlations} says which. The components are the columns, in order; null is not defined, and the note says why.
 *
 * @param with {@code quirkiness}, or {@code log10 separation} of the same feature
 * @param over {@code datasets}: the AUC over all layers against quirkiness, or against the mean of log10 S over the layers; or
 *     {@code datasets and layers}: that of each layer against log10 S there
 * @param n pairs
 * @param low lower end of the 95 % interval of Pearson's correlation, by Fisher's z, as p is
 * @param outliersBeyond2Sd datasets, or datasets and layers, whose AUC lies more than 2 residual standard deviations off the
 *     line of least squares
 */
public record CorrelationRow(
        String model,
        String variant,
        String feature,
        String detector,
        String params,
        String mode,
        String with,
        String over,
        long n,
        @Nullable Double pearson,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double p,
        @Nullable Double spearman,
        String outliersBeyond2Sd,
        String note) {}
