package outlayer.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code layer-choices.csv}: which layer of one detector to trust, chosen without test labels, and what that choice is
 * worth on the test part; {@link LayerChoices} says how. The components are the columns, in order; null is not defined, and the
 * note says why.
 *
 * @param layers with scores of all three parts, of which one is chosen
 * @param candidates layers whose contrast cannot be told from the largest; of these the one of largest margin is chosen
 * @param contrast ROC AUC of the chosen layer's untrusted scores over its calibration scores, with DeLong's 95 % interval
 * @param margin how far the mean of its untrusted scores lies above that of calibration, in calibration's standard deviations
 * @param chosenAuc on the test part; its interval holds as it stands, since no test label took part in the choice
 * @param bestLayerByTestLabels the layer of largest test AUC, which is optimistic: chosen on what it is judged by
 * @param aucOfMean of the mean over layers, the usual way not to choose
 */
public record LayerChoiceRow(
        String model,
        String dataset,
        String variant,
        String feature,
        String detector,
        String params,
        String mode,
        long layers,
        long candidates,
        long nCalibration,
        long nUntrusted,
        @Nullable String chosenLayer,
        @Nullable Double contrast,
        @Nullable Double contrastLow,
        @Nullable Double contrastHigh,
        @Nullable Double margin,
        @Nullable Double chosenAuc,
        @Nullable Double chosenAucLow,
        @Nullable Double chosenAucHigh,
        @Nullable String bestLayerByTestLabels,
        @Nullable Double bestAucByTestLabels,
        @Nullable Double aucOfMean,
        long seed,
        String note) {}
