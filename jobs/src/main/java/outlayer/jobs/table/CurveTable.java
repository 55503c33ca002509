package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.training.CurvePoint;

/** The learning curve of one fine-tuning, a row for each validation. */
public final class CurveTable {

    public static final FlatTable<CurvePoint> TABLE = new FlatTable<>(
            "curves",
            new StructType()
                    .add("step", IntegerType, false)
                    .add("tokens", LongType, false)
                    .add("learning_rate", DoubleType, true)
                    .add("train_loss", DoubleType, true)
                    .add("gradient_norm", DoubleType, true)
                    .add("validation_loss", DoubleType, false)
                    .add("accuracy_alice", DoubleType, false)
                    .add("accuracy_bob", DoubleType, false)
                    .add("quirkiness", DoubleType, false),
            row -> new @Nullable Object[] {
                row.step(),
                row.tokens(),
                row.learningRate(),
                row.trainLoss(),
                row.gradientNorm(),
                row.validationLoss(),
                row.accuracyAlice(),
                row.accuracyBob(),
                row.quirkiness()
            },
            cells -> new CurvePoint(
                    cells.integer(0),
                    cells.longInteger(1),
                    cells.numberOrNull(2),
                    cells.numberOrNull(3),
                    cells.numberOrNull(4),
                    cells.number(5),
                    cells.number(6),
                    cells.number(7),
                    cells.number(8)));

    /** Its file in a train unit. */
    public static final String FILE = "curve.parquet";

    private CurveTable() {}
}
