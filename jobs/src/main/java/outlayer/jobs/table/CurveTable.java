package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.training.CurvePoint;

/** The learning curve of one fine-tuning, a row for each validation. */
public final class CurveTable {

    public static final FlatTable<CurvePoint> TABLE = new FlatTable<>(
            "curves",
            new StructType()
                    .add("step", IntegerType, false)
                    .add("train_loss", DoubleType, true)
                    .add("validation_loss", DoubleType, false)
                    .add("accuracy_alice", DoubleType, false)
                    .add("accuracy_bob", DoubleType, false)
                    .add("quirkiness", DoubleType, false),
            row -> new @Nullable Object[] {
                row.step(),
                row.trainLoss(),
                row.validationLoss(),
                row.accuracyAlice(),
                row.accuracyBob(),
                row.quirkiness()
            },
            cells -> new CurvePoint(
                    cells.integer(0),
                    cells.numberOrNull(1),
                    cells.number(2),
                    cells.number(3),
                    cells.number(4),
                    cells.number(5)));

    /** Its file in a train unit. */
    public static final String FILE = "curve.parquet";

    private CurveTable() {}
}
