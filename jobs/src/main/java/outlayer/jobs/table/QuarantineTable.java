package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** Examples that could not be used, with the reason; absent where there were none. */
public final class QuarantineTable {

    public static final FlatTable<Quarantined> TABLE = new FlatTable<>(
            "quarantine",
            new StructType()
                    .add("id", StringType, false)
                    .add("stage", StringType, false)
                    .add("reason", StringType, false),
            row -> new Object[] {row.id(), row.stage(), row.reason()},
            cells -> new Quarantined(cells.text(0), cells.text(1), cells.text(2)));

    /** Its file in any unit. */
    public static final String FILE = "quarantine.parquet";

    private QuarantineTable() {}
}
