package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Anomaly scores, one row for each example, layer and detector. */
public final class ScoreTable {

    public static final FlatTable<Score> TABLE = new FlatTable<>(
            "scores",
            new StructType()
                    .add("id", StringType, false)
                    .add("layer", IntegerType, false)
                    .add("detector", StringType, false)
                    .add("params", StringType, false)
                    .add("mode", StringType, false)
                    .add("score", DoubleType, true)
                    .add("note", StringType, true),
            row -> new @Nullable Object[] {
                row.id(), row.layer(), row.detector(), row.params(), row.mode(), row.score(), row.note()
            },
            cells -> new Score(
                    cells.text(0),
                    cells.integer(1),
                    cells.text(2),
                    cells.text(3),
                    cells.text(4),
                    cells.numberOrNull(5),
                    cells.textOrNull(6)));

    /** Its file in a score unit. */
    public static final String FILE = "scores.parquet";

    private ScoreTable() {}
}
