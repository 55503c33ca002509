package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import outlayer.evaluate.AucCell;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ScoreKey;

/**
 * What the way into the page is made of: every row of {@code auc.csv}, a data file per method, which holds the rows as arrays
 * in the order of {@link #COLUMNS}. Its columns of cells are the layers, then each aggregation over layers.
 */
final class AucCells {

    /** Members of a row: positions in the page's lists of models, datasets, variants and subsets, then numbers. */
    static final List<String> COLUMNS = List.of(
            "model",
            "dataset",
            "variant",
            "column",
            "subset",
            "normal",
            "anomalous",
            "auc",
            "low",
            "high",
            "lowQuestion",
            "highQuestion",
            "lowName",
            "highName",
            "averagePrecision",
            "tpr01",
            "tpr05",
            "note");

    private final Results results;
    private final Map<Method, List<AucRow>> rows = new HashMap<>();
    private final List<String> variants;

    private final CellFiles details;

    /** @param details written already */
    AucCells(ReportData data, Results results, CellFiles details) {
        this.results = results;
        this.details = details;
        Set<String> seen = new LinkedHashSet<>(List.of(Results.QUIRKY));
        for (AucRow row : data.auc()) {
            rows.computeIfAbsent(Method.of(row.cell().score()), method -> new ArrayList<>())
                    .add(row);
            seen.add(row.cell().variant());
        }
        variants = List.copyOf(seen);
    }

    static String path(Results results, Method method) {
        return "data/auc/" + results.slug(method) + ".js";
    }

    /** Name of the column of cells that a score of a layer or over layers stands in. */
    static String column(ScoreKey score) {
        return score.aggregation().isEmpty() ? score.layer() : score.aggregation() + " of layers";
    }

    void write(BiConsumer<String, byte[]> files) {
        for (Method method : results.methods()) {
            String path = path(results, method);
            files.accept(path, DataScript.content(path, json(method, rows.getOrDefault(method, List.of()))));
        }
    }

    /** What the page must know before any of these files is loaded. */
    JsonObject index() {
        JsonArray methods = new JsonArray();
        for (Method method : results.methods()) {
            methods.add(Json.object(
                    "feature",
                    method.feature(),
                    "detector",
                    method.brief() + ", " + method.mode(),
                    "label",
                    method.label(),
                    "path",
                    path(results, method),
                    "slug",
                    results.slug(method)));
        }
        return Json.object(
                "models",
                Json.list(results.models()),
                "datasets",
                Json.list(results.datasets()),
                "variants",
                Json.list(variants),
                "subsets",
                Json.list(Results.SUBSETS),
                "columns",
                Json.list(COLUMNS),
                "colours",
                Json.list(Palette.DIVERGING),
                "methods",
                methods);
    }

    private JsonObject json(Method method, List<AucRow> cells) {
        Map<String, Integer> columns = columns(cells);
        Map<String, Integer> notes = new LinkedHashMap<>();
        JsonArray array = new JsonArray();
        for (AucRow row : cells) {
            AucCell cell = row.cell();
            array.add(Json.array(
                    results.models().indexOf(cell.model()),
                    results.datasets().indexOf(cell.dataset()),
                    variants.indexOf(cell.variant()),
                    columns.get(column(cell.score())),
                    Results.SUBSETS.indexOf(cell.subset()),
                    row.nNormal(),
                    row.nAnomalous(),
                    Json.share(row.auc()),
                    Json.share(row.aucLow()),
                    Json.share(row.aucHigh()),
                    Json.share(row.aucLowQuestion()),
                    Json.share(row.aucHighQuestion()),
                    Json.share(row.aucLowName()),
                    Json.share(row.aucHighName()),
                    Json.share(row.averagePrecision()),
                    Json.share(row.tprAtFpr01()),
                    Json.share(row.tprAtFpr05()),
                    row.note().isBlank() ? -1 : notes.computeIfAbsent(row.note(), n -> notes.size())));
        }
        return Json.object(
                "columns",
                Json.list(List.copyOf(columns.keySet())),
                "notes",
                Json.list(List.copyOf(notes.keySet())),
                "rows",
                array,
                "details",
                details(method, cells));
    }

    /** Paths of details and prompts by group, keyed as the page does: by the first three members of a row. */
    private JsonObject details(Method method, List<AucRow> cells) {
        JsonObject paths = new JsonObject();
        for (AucRow row : cells) {
            JsonArray found = details.paths(row.cell().group(), method);
            if (found != null) {
                AucCell cell = row.cell();
                String key = results.models().indexOf(cell.model()) + ","
                        + results.datasets().indexOf(cell.dataset()) + "," + variants.indexOf(cell.variant());
                paths.add(key, found);
            }
        }
        return paths;
    }

    /** Layers in their order, then everything over layers in the order of the rows, each with its position. */
    private static Map<String, Integer> columns(List<AucRow> cells) {
        Map<Integer, String> layers = new TreeMap<>();
        Set<String> over = new LinkedHashSet<>();
        for (AucRow row : cells) {
            ScoreKey score = row.cell().score();
            if (score.isLayer()) {
                layers.put(Integer.valueOf(score.layer()), score.layer());
            } else {
                over.add(column(score));
            }
        }
        Map<String, Integer> columns = new LinkedHashMap<>();
        layers.values().forEach(layer -> columns.put(layer, columns.size()));
        over.forEach(name -> columns.put(name, columns.size()));
        return columns;
    }
}
