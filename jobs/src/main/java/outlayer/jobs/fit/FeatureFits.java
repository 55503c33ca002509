package outlayer.jobs.fit;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that was fitted to one feature of one group.
 *
 * @param fits by layer, then in the order in which results have the detectors
 */
public record FeatureFits(String feature, List<LayerFit> fits) implements Serializable {

    /** Those of one layer together. */
    public List<List<LayerFit>> byLayer() {
        return List.copyOf(fits.stream()
                .collect(Collectors.groupingBy(LayerFit::layer, LinkedHashMap::new, Collectors.toList()))
                .values());
    }
}
