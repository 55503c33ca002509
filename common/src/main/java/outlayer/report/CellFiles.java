package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.CellDetailRow;
import outlayer.evaluate.ResultGroup;

/**
 * Details of cells as data files: one per group of cells and method, by column of the grid, and one per group with the prompts
 * that its mistakes name. Groups are read, written and forgotten one by one.
 */
final class CellFiles {

    private record Cells(ResultGroup group, Method method) {}

    private final Results results;
    private final Map<Cells, String> details = new HashMap<>();
    private final Map<ResultGroup, String> prompts = new HashMap<>();
    private final Slugs slugs = new Slugs();

    CellFiles(Results results) {
        this.results = results;
    }

    void write(ReportData data, BiConsumer<String, byte[]> files) {
        Set<ResultGroup> groups = new LinkedHashSet<>();
        data.auc().forEach(row -> groups.add(row.cell().group()));
        for (ResultGroup group : groups) {
            CellGroup found = data.cells().read(group.model(), group.dataset(), group.variant());
            if (!found.cells().isEmpty()) {
                write(group, found, files);
            }
        }
    }

    /** Where the details of a method on a group were written, and where their prompts; null where there are none. */
    @Nullable
    JsonArray paths(ResultGroup group, Method method) {
        String path = details.get(new Cells(group, method));
        return path == null ? null : Json.array(path, prompts.get(group));
    }

    private void write(ResultGroup group, CellGroup found, BiConsumer<String, byte[]> files) {
        String slug = slugs.of(group, String.join("-", group.model(), group.dataset(), group.variant()));
        Map<Method, List<CellDetailRow>> byMethod = new LinkedHashMap<>();
        found.cells()
                .forEach(row -> byMethod.computeIfAbsent(Method.of(row.key()), m -> new ArrayList<>())
                        .add(row));
        Map<String, String> named = new LinkedHashMap<>();
        byMethod.forEach((method, rows) -> {
            Map<String, String> cells = new LinkedHashMap<>();
            for (CellDetailRow row : rows) {
                cells.put(AucCells.column(row.key()), row.detail());
                mistakes(row.detail()).forEach(id -> named.computeIfAbsent(id, found.prompts()::get));
            }
            String path = "data/cells/" + results.slug(method) + "/" + slug + ".js";
            details.put(new Cells(group, method), path);
            files.accept(path, DataScript.content(path, joined(cells)));
        });
        String path = "data/prompts/" + slug + ".js";
        JsonObject texts = new JsonObject();
        named.forEach(texts::addProperty);
        prompts.put(group, path);
        files.accept(path, DataScript.content(path, texts));
    }

    /** One object of the texts of many: parsing them, only to write them again, took longer than all else. */
    private static String joined(Map<String, String> cells) {
        return cells.entrySet().stream()
                .map(cell ->
                        DataScript.json(new JsonPrimitive(cell.getKey())) + ":" + DataScript.escaped(cell.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Ids of the examples that a detail names, its members {@code missed} and {@code alarms}: rows that begin with one. */
    private static List<String> mistakes(String detail) {
        List<String> ids = new ArrayList<>();
        try (JsonReader reader = new JsonReader(new StringReader(detail))) {
            reader.beginObject();
            while (reader.hasNext()) {
                String member = reader.nextName();
                if (member.equals("missed") || member.equals("alarms")) {
                    JsonParser.parseReader(reader)
                            .getAsJsonArray()
                            .forEach(row -> ids.add(row.getAsJsonArray().get(0).getAsString()));
                } else {
                    reader.skipValue();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A text does not fail to be read", e);
        }
        return ids;
    }
}
