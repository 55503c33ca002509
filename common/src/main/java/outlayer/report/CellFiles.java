package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.CellDetailRow;

/**
 * Details of cells as data files: one per group of cells and method, by column of the grid, and one per group with the prompts
 * that its mistakes name. Groups are read, written and forgotten one by one.
 */
final class CellFiles {

    /** One model, dataset and variant. */
    record Group(String model, String dataset, String variant) {

        static Group of(AucRow row) {
            return new Group(row.model(), row.dataset(), row.variant());
        }

        private String name() {
            return String.join("-", model, dataset, variant);
        }
    }

    private record Cells(Group group, Method method) {}

    private final Results results;
    private final Map<Cells, String> details = new HashMap<>();
    private final Map<Group, String> prompts = new HashMap<>();
    private final Slugs slugs = new Slugs();

    CellFiles(Results results) {
        this.results = results;
    }

    void write(ReportData data, BiConsumer<String, byte[]> files) {
        Set<Group> groups = new LinkedHashSet<>();
        data.auc().forEach(row -> groups.add(Group.of(row)));
        for (Group group : groups) {
            CellGroup found = data.cells().read(group.model(), group.dataset(), group.variant());
            if (!found.cells().isEmpty()) {
                write(group, found, files);
            }
        }
    }

    /** Where the details of a method on a group were written, and where their prompts; null where there are none. */
    @Nullable
    JsonArray paths(Group group, Method method) {
        String path = details.get(new Cells(group, method));
        return path == null ? null : Json.array(path, prompts.get(group));
    }

    private void write(Group group, CellGroup found, BiConsumer<String, byte[]> files) {
        String slug = slugs.of(group, group.name());
        Map<Method, List<CellDetailRow>> byMethod = new LinkedHashMap<>();
        found.cells()
                .forEach(row -> byMethod.computeIfAbsent(method(row), m -> new ArrayList<>())
                        .add(row));
        Map<String, String> named = new LinkedHashMap<>();
        byMethod.forEach((method, rows) -> {
            JsonObject cells = new JsonObject();
            for (CellDetailRow row : rows) {
                JsonObject detail = JsonParser.parseString(row.detail()).getAsJsonObject();
                cells.add(AucCells.column(row.layer(), row.aggregation()), detail);
                name(detail.getAsJsonArray("missed"), found, named);
                name(detail.getAsJsonArray("alarms"), found, named);
            }
            String path = "data/cells/" + results.slug(method) + "/" + slug + ".js";
            details.put(new Cells(group, method), path);
            files.accept(path, DataScript.content(path, cells));
        });
        String path = "data/prompts/" + slug + ".js";
        JsonObject texts = new JsonObject();
        named.forEach(texts::addProperty);
        prompts.put(group, path);
        files.accept(path, DataScript.content(path, texts));
    }

    private static void name(JsonArray mistakes, CellGroup found, Map<String, String> named) {
        for (JsonElement mistake : mistakes) {
            String id = mistake.getAsJsonArray().get(0).getAsString();
            String prompt = found.prompts().get(id);
            if (prompt != null) {
                named.put(id, prompt);
            }
        }
    }

    private static Method method(CellDetailRow row) {
        return new Method(row.feature(), row.detector(), row.params(), row.mode());
    }
}
