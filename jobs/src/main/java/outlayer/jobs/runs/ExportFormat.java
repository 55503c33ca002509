package outlayer.jobs.runs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.settings.NearestName;
import outlayer.jobs.settings.SettingsException;

/** What an exported table becomes. None of them ever overwrites what is there, unless it is told to. */
public enum ExportFormat {
    /** A directory of Parquet files; replaced by writing beside it first. */
    PARQUET {
        @Override
        void write(Dataset<Row> table, String to, SaveMode mode) throws IOException {
            Path target = new Path(to);
            FileSystem files =
                    target.getFileSystem(table.sparkSession().sparkContext().hadoopConfiguration());
            if (mode != SaveMode.Overwrite) {
                table.write().mode(mode).parquet(to);
                return;
            }
            Path beside = new Path(target.getParent(), "." + target.getName() + "-" + RunRecord.newId());
            table.write().mode(SaveMode.ErrorIfExists).parquet(beside.toString());
            files.delete(target, true);
            if (!files.rename(beside, target)) {
                throw new IOException("Cannot rename " + beside + ", which is whole, to " + target);
            }
        }

        @Override
        boolean exists(SparkSession spark, String to) throws IOException {
            Path target = new Path(to);
            return target.getFileSystem(spark.sparkContext().hadoopConfiguration())
                    .exists(target);
        }
    },

    /** A Delta table at a path; replaced as one transaction. */
    DELTA {
        @Override
        void write(Dataset<Row> table, String to, SaveMode mode) {
            table.write()
                    .format("delta")
                    .mode(mode)
                    .option("overwriteSchema", mode == SaveMode.Overwrite)
                    .save(to);
        }

        @Override
        boolean exists(SparkSession spark, String to) throws IOException {
            return PARQUET.exists(spark, to);
        }
    },

    /** A table of the catalog by name, in the catalog's own format: Delta in Unity Catalog. */
    TABLE {
        @Override
        void write(Dataset<Row> table, String to, SaveMode mode) {
            table.write().mode(mode).saveAsTable(to);
        }

        @Override
        boolean exists(SparkSession spark, String to) {
            return spark.catalog().tableExists(to);
        }
    };

    private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

    abstract void write(Dataset<Row> table, String to, SaveMode mode) throws IOException;

    abstract boolean exists(SparkSession spark, String to) throws IOException;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ExportFormat named(String key) {
        List<String> keys = Arrays.stream(values()).map(ExportFormat::key).toList();
        if (!keys.contains(key)) {
            throw new SettingsException("--format " + key + ": " + NearestName.suggestion(key, keys));
        }
        return values()[keys.indexOf(key)];
    }

    /**
     * What a session of ours needs for it.
     *
     * @throws SettingsException where nobody brought Delta
     */
    Map<String, String> session() {
        if (this != DELTA || System.getenv("DATABRICKS_RUNTIME_VERSION") != null) {
            return Map.of();
        }
        try {
            Class.forName(DELTA_EXTENSION, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new SettingsException(
                    "--format delta: " + DELTA_EXTENSION
                            + " is not on the class path; add io.delta:delta-spark_2.13:4.0.0"
                            + " (spark-submit --packages), or its jars and their dependencies by OUTLAYER_CLASSPATH",
                    e);
        }
        return Map.of(
                "spark.sql.extensions",
                DELTA_EXTENSION,
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    }
}
