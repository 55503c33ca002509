package outlayer.jobs.runs;

import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.LongView;
import outlayer.jobs.table.SparseSchema;
import outlayer.jobs.table.SparseTable;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;

/**
 * The vectors of one feature in a run, a row for each example and layer: {@code vector}, or of sparse latents {@code indices} and
 * {@code values}. Models differ in their layers and dimensions, so that each kind is read by itself.
 */
final class ExportedVectors {

    private final SparkSession spark;
    private final RecordedRun run;
    private final List<Manifest> units;

    /** @param units of all stages of the run */
    ExportedVectors(SparkSession spark, RecordedRun run, List<Manifest> units) {
        this.spark = spark;
        this.run = run;
        this.units = units;
    }

    /** With the path of each row's file in the column {@link LongView#FILE}. */
    Dataset<Row> of(String feature) {
        List<RunFile> dense = files(VectorTable.fileName(feature));
        List<RunFile> sparse = files(SparseTable.fileName(feature));
        Dataset<Row> rows;
        if (!dense.isEmpty()) {
            rows = together(dense, VectorTable::schema, VectorSchema::layers, LongView::located);
        } else if (!sparse.isEmpty()) {
            rows = together(sparse, SparseTable::schema, SparseSchema::layers, LongView::locatedSparse);
        } else {
            throw new IllegalArgumentException(
                    "Run " + run + " has no vectors of '" + feature + "'; found " + features());
        }
        return rows.withColumn("feature", lit(feature));
    }

    private interface View {

        Dataset<Row> of(SparkSession spark, List<RunFile> files, List<Integer> layers);
    }

    private <S> Dataset<Row> together(
            List<RunFile> files, Function<RunFile, S> schema, Function<S, List<Integer>> layers, View view) {
        Map<S, List<RunFile>> kinds =
                files.stream().collect(Collectors.groupingBy(schema, LinkedHashMap::new, Collectors.toList()));
        return kinds.entrySet().stream()
                .map(kind -> view.of(spark, kind.getValue(), layers.apply(kind.getKey())))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private List<RunFile> files(String name) {
        return units.stream()
                .filter(unit -> unit.files().stream().map(DataFile::name).anyMatch(name::equals))
                .map(unit -> run.root().file(unit, name))
                .toList();
    }

    private Set<String> features() {
        Set<String> features = new TreeSet<>();
        for (Function<String, String> named :
                List.<Function<String, String>>of(VectorTable::fileName, SparseTable::fileName)) {
            String[] around = named.apply("\n").split("\n", -1);
            units.stream()
                    .flatMap(unit -> unit.files().stream())
                    .map(DataFile::name)
                    .filter(name -> name.startsWith(around[0]) && name.endsWith(around[1]))
                    .map(name -> name.substring(around[0].length(), name.length() - around[1].length()))
                    .forEach(features::add);
        }
        return features;
    }
}
