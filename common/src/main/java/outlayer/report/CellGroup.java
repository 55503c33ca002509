package outlayer.report;

import java.util.List;
import java.util.Map;
import outlayer.evaluate.CellDetailRow;

/**
 * The details of all cells of one model, dataset and variant.
 *
 * @param prompts of the examples that the details name, at least, by their id
 */
public record CellGroup(List<CellDetailRow> cells, Map<String, String> prompts) {

    public static final CellGroup NONE = new CellGroup(List.of(), Map.of());

    public CellGroup {
        cells = List.copyOf(cells);
        prompts = Map.copyOf(prompts);
    }
}
