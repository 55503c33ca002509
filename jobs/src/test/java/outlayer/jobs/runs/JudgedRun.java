package outlayer.jobs.runs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.RecordColumns;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.RecordTable;

/** A recorded run of results alone, for tests. */
final class JudgedRun {

    private JudgedRun() {}

    /** Records results under a root, as if that seed had given them. */
    static RecordedRun of(Path root, long seed, String otherSettings, List<AucRow> auc, @Nullable Double quirkiness) {
        RunDirectory run = RunDirectory.open(root.toString(), new Configuration());
        UnitSpec spec = UnitSpec.of(EvaluateJob.STAGE, 1)
                .label("model", "m")
                .setting("seed", Long.toString(seed))
                .setting("auc", auc.toString())
                .setting("quirkiness", String.valueOf(quirkiness));
        try (UnitWriter writer = run.begin(spec)) {
            RecordTable.AUC.write(writer.file("auc.parquet"), auc);
            RecordTable.QUIRKINESS.write(writer.file("quirkiness.parquet"), List.of(quirkiness(quirkiness, seed)));
            writer.publish();
        }
        String settings = "{\"run\": {\"seed\": " + seed + ", \"root\": \"" + root + "\"}" + otherSettings + "}";
        RunRecord record = new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                settings,
                new TreeMap<>(Map.of(EvaluateJob.STAGE, List.of(spec.key()))),
                new TreeMap<>(Map.of("spark", "4.0.1")),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
        run.record(record);
        return new RecordedRun(run, record);
    }

    /** An AUC of a layer with an interval of that half width. */
    static AucRow auc(String layer, @Nullable Double auc, double halfWidth) {
        Map<String, Object> known = new HashMap<>();
        known.put("model", "m");
        known.put("dataset", "addition");
        known.put("layer", layer);
        if (auc != null) {
            known.put("auc", auc);
            known.put("auc_low", auc - halfWidth);
            known.put("auc_high", auc + halfWidth);
        }
        return row(AucRow.class, known);
    }

    private static QuirkinessRow quirkiness(@Nullable Double quirkiness, long seed) {
        Map<String, Object> known = new HashMap<>();
        known.put("model", "m");
        known.put("dataset", "addition");
        known.put("variant", "quirky");
        known.put("seed", seed);
        if (quirkiness != null) {
            known.put("quirkiness", quirkiness);
        }
        return row(QuirkinessRow.class, known);
    }

    /** By column; what is not given is empty, 0 or null. */
    private static <R extends Record> R row(Class<R> type, Map<String, Object> known) {
        RecordColumns<R> columns = RecordColumns.of(type);
        return columns.row(columns.columns().stream()
                .map(column -> known.getOrDefault(column.name(), empty(column.type())))
                .toArray());
    }

    private static @Nullable Object empty(Class<?> type) {
        return type == String.class ? "" : type == long.class ? 0L : null;
    }
}
