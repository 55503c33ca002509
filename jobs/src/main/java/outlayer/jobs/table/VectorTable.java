package outlayer.jobs.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.InputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import outlayer.jobs.run.RunFile;

/**
 * Vectors of one feature: a row for each example of the shard, in its order, a binary column for each layer. Written by
 * {@link VectorWriter}, read layer by layer by {@link LayerReader}, seen by notebooks through {@link LongView}.
 */
public final class VectorTable {

    private static final StructType IDS = new StructType().add(VectorSchema.ID, DataTypes.StringType, false);

    private VectorTable() {}

    /** The file of a feature in an extract unit. */
    public static String fileName(String feature) {
        return "vectors-" + feature + ".parquet";
    }

    /** Feature, dimension, layers and dtype, as the file states them. */
    public static VectorSchema schema(InputFile file) {
        try (TableFile open = TableFile.open(file)) {
            return VectorSchema.of(open);
        }
    }

    /** The ids of all rows, in their order. */
    public static List<String> ids(InputFile file) {
        List<String> ids = new ArrayList<>();
        FlatTable.forEachRow(file, VectorSchema.TABLE, IDS, cells -> ids.add(cells.text(0)));
        return ids;
    }

    /** The wide table of files that share one schema, as it is stored. */
    public static Dataset<Row> load(SparkSession spark, List<RunFile> files) {
        return Tables.load(spark, Tables.common(files, VectorTable::schema).struct(), files);
    }
}
