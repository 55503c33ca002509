package outlayer.jobs.table;

import java.util.List;
import org.apache.parquet.io.InputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunFile;

/**
 * Sparse vectors of one feature: a row for each example of the shard, in its order, a binary column for each layer. Written by
 * {@link SparseWriter}, read layer by layer by {@link SparseReader}, seen by notebooks through {@link LongView}.
 */
public final class SparseTable {

    static final String TABLE = "sparse";

    private SparseTable() {}

    /** The file of a feature in the unit that made it. */
    public static String fileName(String feature) {
        return "sparse-" + feature + ".parquet";
    }

    /** Feature, latents, k and layers, as the file states them. */
    public static SparseSchema schema(InputFile file) {
        try (TableFile open = TableFile.open(file)) {
            return SparseSchema.of(open);
        }
    }

    /** The wide table of files that share one schema, as it is stored. */
    public static Dataset<Row> load(SparkSession spark, List<RunFile> files) {
        return Tables.load(spark, Tables.common(files, SparseTable::schema).struct(), files);
    }
}
