package outlayer.report;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import outlayer.evaluate.Correlations;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.SeparationRow;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;

/** The tables that grow with the number of methods, or with its square. */
final class LongTables {

    private final Map<String, LongTable.Rows> tables = new LinkedHashMap<>();

    LongTables(ReportData data) {
        ResultRows rows = data.rows();
        add(AggregateTable.of(data.auc()));
        add(ComparisonTable.of(data.comparisons()));
        add(LayerChoiceTable.of(rows.of(LayerChoiceRow.class)));
        add(CorrelationTable.of(Correlations.of(data.auc(), data.quirkiness(), rows.of(SeparationRow.class))));
        add(FlagTables.rates(rows.of(FlagRateRow.class)));
        add(FlagTables.flags(rows.of(FlagRow.class)));
        add(FlagTables.drift(rows.of(DriftRow.class)));
    }

    private void add(LongTable.Rows rows) {
        tables.put(rows.id(), rows);
    }

    void write(BiConsumer<String, byte[]> files) {
        tables.values().forEach(table -> table.write(files));
    }

    /** What the page must know of them, by the name that stands in their place. */
    JsonObject index() {
        JsonObject index = new JsonObject();
        tables.forEach((id, table) -> index.add(id, table.index()));
        return index;
    }

    /** A part of the page that opens to the table of that name; nothing where the run has no such rows. */
    String details(String id, String summary) {
        LongTable.Rows rows = tables.get(id);
        if (rows == null) {
            throw new IllegalArgumentException("Long tables are " + tables.keySet() + ", there is no " + id);
        }
        return rows.isEmpty()
                ? ""
                : "<details><summary>" + Html.escape(summary) + "</summary>\n" + rows.html() + "</details>\n";
    }
}
