package outlayer.flag;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import outlayer.evaluate.Csv;

/**
 * How strange one layer finds an example.
 *
 * @param layer its number, or {@code feature/number} where layers of several features are one score
 * @param p conformal, of this layer's calibration scores
 * @param z the score in units of the spread of calibration scores, from their mean; tells apart what all have the smallest p
 */
public record LayerEvidence(String layer, double p, double z) {

    private static final Comparator<LayerEvidence> STRONGEST_FIRST = Comparator.comparingDouble(LayerEvidence::p)
            .thenComparing(Comparator.comparingDouble(LayerEvidence::z).reversed());

    /** The so many strangest layers, the smallest p first and of equal ones the largest z; equal ones stay in their order. */
    public static List<LayerEvidence> strongest(List<LayerEvidence> layers, int most) {
        return layers.stream().sorted(STRONGEST_FIRST).limit(most).toList();
    }

    static String layers(List<LayerEvidence> evidence) {
        return evidence.stream().map(LayerEvidence::layer).collect(Collectors.joining(" "));
    }

    static String numbers(List<LayerEvidence> evidence, ToDoubleFunction<LayerEvidence> number) {
        return evidence.stream()
                .map(layer -> Csv.number(number.applyAsDouble(layer)))
                .collect(Collectors.joining(" "));
    }
}
