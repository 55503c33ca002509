package outlayer.jobs.mllib;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.linalg.Arithmetic;

/**
 * Adds a column of anomaly scores to a table, by the fit of each row's group. The fits are a table themselves and meet the rows on the
 * executors: groups may be many and large. Where there is but one, it is sent to the rows, which stay where they are.
 */
public final class AnomalyDetectorModel extends Model<AnomalyDetectorModel>
        implements DetectorParams, DefaultParamsWritable {

    private final String uid;
    private final ParamSet params;
    private final @Nullable Dataset<Row> fits;

    /** Without fits; MLlib's reader makes one to find the parameters. */
    public AnomalyDetectorModel(String uid) {
        this(uid, null);
    }

    /** @param fits as {@link FitTable} has them */
    AnomalyDetectorModel(String uid, @Nullable Dataset<Row> fits) {
        this.uid = uid;
        this.params = new ParamSet(this);
        this.fits = fits;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ParamSet paramSet() {
        return params;
    }

    /** Every group, how many trusted vectors it had, and why it has no scores where that is so. */
    public Dataset<Row> groups() {
        Column[] groups = Arrays.stream(getOrDefault(groupCols()))
                .map(name -> col(Columns.quoted(name)))
                .toArray(Column[]::new);
        return fits().groupBy(groups)
                .agg(first(FitTable.VECTORS).as("vectors"), first(FitTable.NOTE).as("note"));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Columns.of(this).scored(schema);
    }

    /** Rows keep their columns; with groups they come back in another order. */
    @Override
    public Dataset<Row> transform(Dataset<?> table) {
        Encoder<Row> scored = Encoders.row(transformSchema(table.schema()));
        Columns columns = Columns.of(this);
        GroupScoring scoring = new GroupScoring(
                columns,
                table.schema().fieldIndex(columns.features()),
                Methods.of(this),
                Arithmetic.valueOf(getOrDefault(arithmetic()).toUpperCase(Locale.ROOT)));
        if (columns.groups().isEmpty()) {
            Broadcast<@Nullable Fitted> only = JavaSparkContext.fromSparkContext(
                            table.sparkSession().sparkContext())
                    .broadcast(FitTable.read(fits().toLocalIterator()));
            return table.toDF()
                    .mapPartitions(
                            (MapPartitionsFunction<Row, Row>) rows -> scoring.score("[]", only.value(), rows), scored);
        }
        MapFunction<Row, String> key = columns::key;
        return table.toDF()
                .groupByKey(key, Encoders.STRING())
                .cogroup(
                        fits().groupByKey(key, Encoders.STRING()),
                        (CoGroupFunction<String, Row, Row, Row>)
                                (group, rows, fit) -> scoring.score(group, FitTable.read(fit), rows),
                        scored);
    }

    /** The model shares the fits of this one. */
    @Override
    public AnomalyDetectorModel copy(ParamMap extra) {
        return copyValues(new AnomalyDetectorModel(uid, fits), extra).setParent(parent());
    }

    /**
     * Gives the memory of cached fits back; they are computed again, or read, when they are next needed. A loaded model whose path was
     * saved over has nothing to read them from: load it anew.
     */
    public void release() {
        fits().unpersist();
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(this, fits());
    }

    /** Of the parameters alone. */
    MLWriter metadata() {
        return DefaultParamsWritable.super.write();
    }

    public static MLReader<AnomalyDetectorModel> read() {
        return new ModelReader();
    }

    /** Reads the fits and keeps them cached; {@link #release} gives the memory back. */
    public static AnomalyDetectorModel load(String path) {
        return read().load(path);
    }

    private Dataset<Row> fits() {
        if (fits == null) {
            throw new IllegalStateException(uid + " has no fits: models come from fit or load");
        }
        return fits;
    }
}
