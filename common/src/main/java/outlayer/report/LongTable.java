package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A table that may have more rows than a page can hold: its rows lie in data files beside the page, one per part, from which
 * the page shows those that a reader asks for. Texts of a part are kept once and rows point to them, since most of them recur.
 *
 * @param file the CSV file that holds all rows
 * @param partOf leading columns that say which part a row belongs to
 * @param choose columns by whose value rows are chosen from a list
 * @param find columns in which a reader's words are looked for
 */
record LongTable(
        String id,
        String caption,
        String file,
        List<String> columns,
        List<String> partOf,
        List<String> choose,
        List<String> find) {

    /** The rows of one table, sorted into parts. */
    static final class Rows {

        private final LongTable table;
        private final Map<List<String>, List<List<String>>> parts = new LinkedHashMap<>();
        private final Slugs slugs = new Slugs();

        Rows(LongTable table) {
            this.table = table;
        }

        /** The first cells say which part it belongs to. */
        void add(List<String> cells) {
            if (cells.size() != table.columns.size()) {
                throw new IllegalArgumentException(
                        table.caption + ": row of " + cells.size() + " cells, expected " + table.columns.size());
            }
            parts.computeIfAbsent(List.copyOf(cells.subList(0, table.partOf.size())), part -> new ArrayList<>())
                    .add(cells);
        }

        void write(BiConsumer<String, byte[]> files) {
            parts.forEach((part, rows) -> files.accept(path(part), DataScript.content(path(part), json(rows))));
        }

        String id() {
            return table.id;
        }

        boolean isEmpty() {
            return parts.isEmpty();
        }

        /** Where the page puts them. */
        String html() {
            return table.html();
        }

        /** What the page must know before any part is loaded. */
        JsonObject index() {
            JsonArray list = new JsonArray();
            parts.forEach((part, rows) ->
                    list.add(Json.object("of", Json.list(part), "path", path(part), "rows", rows.size())));
            return Json.object(
                    "caption",
                    table.caption,
                    "columns",
                    Json.list(table.columns),
                    "partOf",
                    Json.list(table.partOf),
                    "choose",
                    Json.list(table.choose),
                    "find",
                    Json.list(table.find),
                    "parts",
                    list);
        }

        private String path(List<String> part) {
            return "data/" + table.id + "/" + slugs.of(part, String.join("-", part)) + ".js";
        }

        private static JsonObject json(List<List<String>> rows) {
            Map<String, Integer> texts = new LinkedHashMap<>();
            JsonArray list = new JsonArray();
            for (List<String> row : rows) {
                JsonArray cells = new JsonArray(row.size());
                row.forEach(cell -> cells.add(texts.computeIfAbsent(cell, c -> texts.size())));
                list.add(cells);
            }
            return Json.object("texts", Json.list(List.copyOf(texts.keySet())), "rows", list);
        }
    }

    LongTable {
        columns = List.copyOf(columns);
        partOf = List.copyOf(partOf);
        choose = List.copyOf(choose);
        find = List.copyOf(find);
    }

    private String html() {
        String name = Html.escape(caption);
        return "<div class=\"long\" data-table=\"" + id + "\"><div class=\"filters\"></div><p class=\"note shown\""
                + " role=\"status\">" + name + ": opened here with JavaScript; all rows are in "
                + Html.escape(file) + ".</p><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + name
                + "\"></div></div>\n";
    }
}
