package outlayer.jobs.table;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import outlayer.jobs.run.RunFile;

/** Published files as Spark sees them: those that manifests name, with the schema given and nothing inferred. */
public final class Tables {

    private Tables() {}

    public static Dataset<Row> load(SparkSession spark, StructType schema, List<RunFile> files) {
        if (files.isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        return spark.read()
                .schema(schema)
                .parquet(files.stream().map(RunFile::path).toArray(String[]::new));
    }
}
