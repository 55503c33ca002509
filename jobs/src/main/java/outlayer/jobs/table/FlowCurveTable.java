package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.flow.FlowPoint;

/** The learning curve of one flow, a row for each judgement; losses in nats per dimension. */
public final class FlowCurveTable {

    public static final FlatTable<FlowPoint> TABLE = new FlatTable<>(
            "flow_curve",
            new StructType()
                    .add("step", IntegerType, false)
                    .add("rows", LongType, false)
                    .add("learning_rate", DoubleType, true)
                    .add("train_loss", DoubleType, true)
                    .add("gradient_norm", DoubleType, true)
                    .add("validation_loss", DoubleType, false),
            row -> new @Nullable Object[] {
                row.step(), row.rows(), row.learningRate(), row.trainLoss(), row.gradientNorm(), row.validationLoss()
            },
            cells -> new FlowPoint(
                    cells.integer(0),
                    cells.longInteger(1),
                    cells.numberOrNull(2),
                    cells.numberOrNull(3),
                    cells.numberOrNull(4),
                    cells.number(5)));

    /** Its file in a unit of the stage `flow`. */
    public static final String FILE = "curve.parquet";

    private FlowCurveTable() {}
}
