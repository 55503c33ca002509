package outlayer.jobs.runs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.flag.FlagJob;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.settings.NearestName;
import outlayer.jobs.table.ExampleTable;
import outlayer.jobs.table.FlatTable;
import outlayer.jobs.table.LongView;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.table.Tables;
import outlayer.jobs.table.UnitKey;
import outlayer.quirky.Part;

/**
 * A table of a recorded run with flat columns: first the run's id, then what rows are of (model, dataset, variant, part) where the rows
 * themselves do not say it, then the table's own columns.
 */
public final class ExportedTable {

    private static final String RUN = "run";
    private static final String UNIT = "unit";
    private static final String EXAMPLES = "examples";
    private static final String SCORES = "scores";
    private static final String PREDICTIONS = "predictions";
    private static final String VECTORS = "vectors";

    /** Labels of units that become columns. */
    private static final List<String> LABELS = List.of("model", "dataset", "variant", "part");

    /** Tables of result rows, which say themselves what they are of, with the stages that write them. */
    private static final Map<FlatTable<?>, String> RESULTS = results();

    private final SparkSession spark;
    private final RecordedRun run;

    private ExportedTable(SparkSession spark, RecordedRun run) {
        this.spark = spark;
        this.run = run;
    }

    /** What can be exported, in the order of the stages. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(EXAMPLES, PREDICTIONS, VECTORS, SCORES));
        RESULTS.keySet().forEach(table -> names.add(table.name()));
        return names;
    }

    /**
     * Of that name.
     *
     * @param feature of vectors; other tables have all features
     */
    public static Dataset<Row> of(SparkSession spark, RecordedRun run, String name, String feature) {
        ExportedTable of = new ExportedTable(spark, run);
        return switch (name) {
            case EXAMPLES -> of.examples();
            case PREDICTIONS -> of.labelled(ExtractJob.STAGE, PredictionTable.TABLE, PredictionTable.FILE);
            case SCORES -> of.scores();
            case VECTORS -> of.vectors(feature);
            default -> of.results(name);
        };
    }

    private static Map<FlatTable<?>, String> results() {
        Map<FlatTable<?>, String> tables = new LinkedHashMap<>();
        for (FlatTable<?> table : List.of(
                RecordTable.AUC,
                RecordTable.QUIRKINESS,
                RecordTable.SEPARATION,
                RecordTable.COMPARISONS,
                RecordTable.ANSWERS,
                RecordTable.LAYER_CHOICES,
                RecordTable.BOOTSTRAP)) {
            tables.put(table, EvaluateJob.STAGE);
        }
        for (FlatTable<?> table : List.of(RecordTable.FLAGS, RecordTable.FLAG_RATES, RecordTable.DRIFT)) {
            tables.put(table, FlagJob.STAGE);
        }
        return tables;
    }

    private Dataset<Row> results(String name) {
        FlatTable<?> table = RESULTS.keySet().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No table '" + name + "' to export; " + NearestName.suggestion(name, names())));
        List<RunFile> files =
                files(run.units(stage(table)), RecordTable.fileName(table)).toList();
        return withRun(table.load(spark, required(name, files)).coalesce(1));
    }

    private static String stage(FlatTable<?> table) {
        return RESULTS.getOrDefault(table, "");
    }

    private Dataset<Row> examples() {
        List<RunFile> files = run.units(DatasetsJob.STAGE).stream()
                .flatMap(unit -> Stream.of(Part.values())
                        .flatMap(part -> ExampleTable.fileNames(part, names(unit)).stream())
                        .map(name -> run.root().file(unit, name)))
                .toList();
        return withRun(ExampleTable.TABLE.load(spark, required(EXAMPLES, files)));
    }

    /** A layer as the result tables write it. */
    private Dataset<Row> scores() {
        Column layer = col("layer");
        return labelled(ScoreJob.STAGE, ScoreTable.TABLE, ScoreTable.FILE)
                .withColumn(
                        "layer",
                        when(layer.equalTo(Score.AGGREGATE), Score.layerName(Score.AGGREGATE))
                                .when(layer.equalTo(Score.ALL_LAYERS), Score.layerName(Score.ALL_LAYERS))
                                .otherwise(layer.cast(DataTypes.StringType)));
    }

    private Dataset<Row> labelled(String stage, FlatTable<?> table, String file) {
        List<Manifest> units = run.units(stage);
        List<RunFile> files = required(table.name(), files(units, file).toList());
        Dataset<Row> rows = Tables.load(spark, table.schema(), files)
                .select(Stream.concat(
                                Stream.of(col("_metadata.file_path").as(LongView.FILE)),
                                Stream.of(table.schema().fieldNames()).map(Column::new))
                        .toArray(Column[]::new));
        return withLabels(rows, units);
    }

    private Dataset<Row> vectors(String feature) {
        List<Manifest> units = run.record().units().keySet().stream()
                .flatMap(stage -> run.units(stage).stream())
                .toList();
        return withLabels(new ExportedVectors(spark, run, units).of(feature), units);
    }

    private Stream<RunFile> files(List<Manifest> units, String name) {
        return units.stream()
                .filter(unit -> names(unit).contains(name))
                .map(unit -> run.root().file(unit, name));
    }

    private static List<String> names(Manifest unit) {
        return unit.files().stream().map(DataFile::name).toList();
    }

    private List<RunFile> required(String table, List<RunFile> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("Run " + run + " has no table '" + table + "'; its stages are "
                    + run.record().units().keySet());
        }
        return files;
    }

    private Dataset<Row> withRun(Dataset<Row> rows) {
        return rows.select(Stream.concat(
                        Stream.of(lit(run.record().id()).as(RUN)),
                        Stream.of(rows.columns()).map(Column::new))
                .toArray(Column[]::new));
    }

    /** What the unit of a row's file is of, in place of the file. */
    private Dataset<Row> withLabels(Dataset<Row> rows, List<Manifest> units) {
        StructType schema = new StructType().add(UNIT, DataTypes.StringType, false);
        for (String label : LABELS) {
            schema = schema.add(label, DataTypes.StringType, true);
        }
        List<Row> labels = units.stream()
                .map(unit -> RowFactory.create(Stream.concat(
                                Stream.of(unit.key()),
                                LABELS.stream()
                                        .map(label -> unit.spec().labels().get(label)))
                        .toArray()))
                .toList();
        Dataset<Row> joined = rows.withColumn(UNIT, UnitKey.of(col(LongView.FILE)))
                .join(broadcast(spark.createDataFrame(labels, schema)), UNIT);
        List<Column> columns = new ArrayList<>();
        LABELS.forEach(label -> columns.add(col(label)));
        Stream.of(rows.columns())
                .filter(column -> !column.equals(LongView.FILE))
                .forEach(column -> columns.add(col(column)));
        return withRun(joined.select(columns.toArray(Column[]::new)));
    }
}
