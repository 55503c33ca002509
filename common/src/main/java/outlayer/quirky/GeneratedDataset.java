package outlayer.quirky;

import java.util.List;
import java.util.Map;

/** A dataset's examples by part, each part in order of id, and its data card. */
public record GeneratedDataset(String dataset, Map<Part, List<Example>> parts, DataCard card) {

    /** The examples of a part; none if the part was given no share. */
    public List<Example> examples(Part part) {
        return parts.getOrDefault(part, List.of());
    }
}
