package outlayer.jobs.derive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitFile;
import outlayer.jobs.table.Dtype;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;
import outlayer.jobs.table.VectorWriter;
import outlayer.jobs.work.Findings;

/** Writes a vector table whose columns are other columns put side by side: the rows of a shard's tables stand in one order. */
final class SideBySide {

    private SideBySide() {}

    /** One layer of a vector table. */
    record Source(RunFile file, int layer) {}

    /** What becomes one layer. */
    record Column(int layer, List<Source> sources) {}

    static Findings write(String feature, List<Column> columns, UnitFile to) {
        List<Source> sources =
                columns.stream().flatMap(column -> column.sources().stream()).toList();
        List<String> ids = requireSameRows(sources);
        VectorSchema schema = schema(feature, columns);
        try (ZippedLayers rows = ZippedLayers.open(sources);
                VectorWriter table = new VectorWriter(to, schema)) {
            int written = 0;
            while (rows.next()) {
                for (int row = 0; row < rows.length(); row++) {
                    table.add(ids.get(written++), vectors(rows, row, columns, schema), 0);
                }
            }
            return Findings.count(Findings.EXAMPLES, written);
        }
    }

    private static List<float @Nullable []> vectors(
            ZippedLayers rows, int row, List<Column> columns, VectorSchema schema) {
        List<float @Nullable []> vectors = new ArrayList<>();
        int source = 0;
        for (Column column : columns) {
            float @Nullable [] vector = new float[schema.dimension(column.layer())];
            int at = 0;
            for (int i = 0; i < column.sources().size(); i++, source++) {
                if (vector != null) {
                    int copied = rows.copy(source, row, vector, at);
                    at += copied;
                    vector = copied == 0 ? null : vector;
                }
            }
            vectors.add(vector);
        }
        return vectors;
    }

    /** bfloat16 where all sources are. */
    private static VectorSchema schema(String feature, List<Column> columns) {
        Map<RunFile, VectorSchema> schemas = new LinkedHashMap<>();
        List<Integer> dimensions = new ArrayList<>();
        for (Column column : columns) {
            int dimension = 0;
            for (Source source : column.sources()) {
                VectorSchema its = schemas.computeIfAbsent(source.file(), VectorTable::schema);
                dimension = Math.addExact(dimension, its.dimension(source.layer()));
            }
            dimensions.add(dimension);
        }
        boolean exact = schemas.values().stream().anyMatch(schema -> schema.dtype() == Dtype.FLOAT32);
        return new VectorSchema(
                feature,
                dimensions,
                columns.stream().map(Column::layer).toList(),
                exact ? Dtype.FLOAT32 : Dtype.BFLOAT16);
    }

    private static List<String> requireSameRows(List<Source> sources) {
        Map<String, List<String>> ids = new TreeMap<>();
        sources.forEach(source -> ids.computeIfAbsent(source.file().path(), path -> VectorTable.ids(source.file())));
        List<String> first = VectorTable.ids(sources.get(0).file());
        ids.forEach((path, others) -> {
            if (!others.equals(first)) {
                throw new IllegalStateException("File " + path + " has " + others.size()
                        + " rows that do not follow the " + first.size() + " of "
                        + sources.get(0).file().path() + "; expected the same ids in the same order");
            }
        });
        return first;
    }
}
