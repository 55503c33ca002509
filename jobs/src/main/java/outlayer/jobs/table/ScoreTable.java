package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreKey;

/** Anomaly scores, one row for each example, feature, detector and layer; layer -1 is an aggregate, -2 all layers at once. */
public final class ScoreTable {

    public static final FlatTable<Score> TABLE = new FlatTable<>(
            "scores",
            new StructType()
                    .add("id", StringType, false)
                    .add("feature", StringType, false)
                    .add("detector", StringType, false)
                    .add("params", StringType, false)
                    .add("mode", StringType, false)
                    .add("layer", IntegerType, false)
                    .add("aggregation", StringType, false)
                    .add("score", DoubleType, true)
                    .add("note", StringType, true),
            row -> new @Nullable Object[] {
                row.id(),
                row.key().feature(),
                row.key().detector(),
                row.key().params(),
                row.key().mode(),
                Score.layerNumber(row.key().layer()),
                row.key().aggregation(),
                row.score(),
                row.note()
            },
            cells -> new Score(
                    cells.text(0),
                    new ScoreKey(
                            cells.text(1),
                            cells.text(2),
                            cells.text(3),
                            cells.text(4),
                            Score.layerName(cells.integer(5)),
                            cells.text(6)),
                    cells.numberOrNull(7),
                    cells.textOrNull(8)));

    /** Its file in a score unit. */
    public static final String FILE = "scores.parquet";

    private ScoreTable() {}
}
