package outlayer.jobs.table;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import outlayer.jobs.run.RunFile;

/** Published files as Spark sees them: those that manifests name, with the schema given and nothing inferred. */
public final class Tables {

    private Tables() {}

    /** The schema that all the files have; there must be one. */
    static <S> S common(List<RunFile> files, Function<RunFile, S> schema) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No vector files given: a table of none has no dimension");
        }
        S first = schema.apply(files.get(0));
        for (RunFile file : files.subList(1, files.size())) {
            S other = schema.apply(file);
            if (!other.equals(first)) {
                throw new IllegalArgumentException("Vector files differ: " + files.get(0) + " has " + first + ", "
                        + file + " has " + other + ". Choose files of one model and feature");
            }
        }
        return first;
    }

    public static Dataset<Row> load(SparkSession spark, StructType schema, List<RunFile> files) {
        if (files.isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        return spark.read()
                .schema(schema)
                .parquet(files.stream().map(RunFile::path).toArray(String[]::new));
    }
}
