package outlayer.jobs.table;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.RunReference;

/**
 * The tables of one recorded run, each as a single one, for notebooks: what the units of a stage are labelled with are its first columns.
 */
public final class RunTables {

    private static final List<String> LABELS = List.of("model", "dataset", "variant", "part");
    private static final String UNIT = "outlayer_unit";

    private final SparkSession spark;
    private final RunDirectory run;
    private final RunRecord record;

    private RunTables(SparkSession spark, RunDirectory run, RunRecord record) {
        this.spark = spark;
        this.run = run;
        this.record = record;
    }

    /** Of the run that is written {@code ROOT} for the newest there, or {@code ROOT#ID}. */
    public static RunTables open(SparkSession spark, String reference) {
        RunReference named = RunReference.parse(reference);
        RunDirectory run = named.directory(spark.sparkContext().hadoopConfiguration());
        return new RunTables(spark, run, named.record(run));
    }

    /** Prompts with the answers of both characters, a row each; as {@link ExampleTable} has them. */
    public Dataset<Row> examples() {
        List<RunFile> files = new ArrayList<>();
        for (Manifest unit : units("datasets")) {
            unit.files().stream()
                    .map(DataFile::name)
                    .filter(ExampleTable::isName)
                    .forEach(name -> files.add(run.file(unit, name)));
        }
        return ExampleTable.TABLE.load(spark, files);
    }

    /** What the models answered: model, dataset, variant, part, then the columns of {@link PredictionTable}. */
    public Dataset<Row> predictions() {
        List<Manifest> units = units("extract");
        return labelled(PredictionTable.TABLE.load(spark, files(units, PredictionTable.FILE)), units);
    }

    /** Anomaly scores: model, dataset, variant, part, then the columns of {@link ScoreTable}. */
    public Dataset<Row> scores() {
        List<Manifest> units = units("score");
        return labelled(ScoreTable.TABLE.load(spark, files(units, ScoreTable.FILE)), units);
    }

    /**
     * Vectors of one model: model, dataset, variant, part, id, layer, vector (an array of float; null where the example has none). Reads
     * these layers alone.
     */
    public Dataset<Row> vectors(String model, String feature, int... layers) {
        String name = VectorTable.fileName(feature);
        List<Manifest> units = new ArrayList<>();
        for (String stage : List.of("extract", "effects", "derive")) {
            units(stage).stream()
                    .filter(unit -> model.equals(unit.spec().labels().get("model")))
                    .filter(unit -> has(unit, name))
                    .forEach(units::add);
        }
        if (units.isEmpty()) {
            throw new IllegalArgumentException("Run " + run.root() + "#" + record.id() + " has no vectors `" + feature
                    + "` of model `" + model + "`; auc.csv names the models and features that it has");
        }
        return labelled(
                LongView.of(
                        spark, files(units, name), Arrays.stream(layers).boxed().toList()),
                units);
    }

    private List<Manifest> units(String stage) {
        List<String> keys = record.units().getOrDefault(stage, List.of());
        SortedMap<String, Manifest> published = new TreeMap<>(run.published(stage, keys));
        if (!published.keySet().containsAll(keys)) {
            throw new IllegalArgumentException("Run " + run.root() + "#" + record.id() + " names " + keys.size()
                    + " units of the stage " + stage + ", found " + published.size()
                    + ". Start it again with its settings to have them computed");
        }
        return List.copyOf(published.values());
    }

    private static boolean has(Manifest unit, String name) {
        return unit.files().stream().anyMatch(file -> file.name().equals(name));
    }

    private List<RunFile> files(List<Manifest> units, String name) {
        return units.stream()
                .filter(unit -> has(unit, name))
                .map(unit -> run.file(unit, name))
                .toList();
    }

    /** Each row is of the unit in whose directory its file lies. */
    private Dataset<Row> labelled(Dataset<Row> table, List<Manifest> units) {
        StructType schema = new StructType().add(UNIT, DataTypes.StringType);
        for (String label : LABELS) {
            schema = schema.add(label, DataTypes.StringType);
        }
        List<Row> labels = new ArrayList<>();
        for (Manifest unit : units) {
            List<Object> cells = new ArrayList<>(List.of(unit.key()));
            LABELS.forEach(label -> cells.add(unit.spec().labels().getOrDefault(label, "")));
            labels.add(RowFactory.create(cells.toArray()));
        }
        List<Column> columns = new ArrayList<>();
        LABELS.forEach(label -> columns.add(col(label)));
        for (String column : table.columns()) {
            columns.add(col(column));
        }
        return table.withColumn(UNIT, UnitKey.of(input_file_name()))
                .join(broadcast(spark.createDataFrame(labels, schema)), UNIT)
                .select(columns.toArray(Column[]::new));
    }
}
