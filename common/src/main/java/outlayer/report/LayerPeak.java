package outlayer.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/** The layer of highest AUC averaged over the datasets of a quirky model; chosen with the labels, which is to be said with it. */
record LayerPeak(int layer, double mean) {

    /** Null where no layer has an AUC. */
    static @Nullable LayerPeak of(Results results, String model, Method method) {
        LayerPeak highest = null;
        for (int layer : results.layers(method)) {
            double mean = results.datasets().stream()
                    .map(dataset -> results.at(model, dataset, Results.QUIRKY, method, layer))
                    .filter(Objects::nonNull)
                    .map(AucRow::auc)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NEGATIVE_INFINITY);
            if (mean > (highest == null ? Double.NEGATIVE_INFINITY : highest.mean)) {
                highest = new LayerPeak(layer, mean);
            }
        }
        return highest;
    }
}
