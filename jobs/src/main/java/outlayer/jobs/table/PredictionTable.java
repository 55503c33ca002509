package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The answers of a model, row by row those of the shard's examples. */
public final class PredictionTable {

    public static final FlatTable<Prediction> TABLE = new FlatTable<>(
            "predictions",
            new StructType()
                    .add("id", StringType, false)
                    .add("log_odds", DoubleType, true)
                    .add("loss_alice", DoubleType, true)
                    .add("loss_bob", DoubleType, true)
                    .add("reason", StringType, true),
            row -> new @Nullable Object[] {row.id(), row.logOdds(), row.lossAlice(), row.lossBob(), row.reason()},
            cells -> new Prediction(
                    cells.text(0),
                    cells.numberOrNull(1),
                    cells.numberOrNull(2),
                    cells.numberOrNull(3),
                    cells.textOrNull(4)));

    /** Its file in an extract unit. */
    public static final String FILE = "predictions.parquet";

    private PredictionTable() {}
}
