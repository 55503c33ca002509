package outlayer.jobs.runs;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.work.SparkApp;
import picocli.CommandLine;

/** Writes one clean table of a recorded run where other tools read it. */
public final class ExportJob {

    private ExportJob() {}

    public static void main(String[] args) throws IOException {
        ExportArguments arguments = new ExportArguments();
        try {
            new CommandLine(arguments).setCommandName("export").parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
        run(arguments);
    }

    public static void run(ExportArguments arguments) throws IOException {
        ExportFormat format = ExportFormat.named(arguments.format);
        SparkApp.session("export", arguments.master, format.session(), spark -> write(spark, format, arguments));
    }

    static void write(SparkSession spark, ExportFormat format, ExportArguments arguments) throws IOException {
        RecordedRun run = RecordedRun.of(arguments.run, spark.sparkContext().hadoopConfiguration());
        Dataset<Row> table = ExportedTable.of(spark, run, arguments.table, arguments.feature);
        if (!arguments.replace && format.exists(spark, arguments.to)) {
            throw new IllegalArgumentException(
                    arguments.to + " is there already; give another --to, or --replace to replace it");
        }
        format.write(table, arguments.to, arguments.replace ? SaveMode.Overwrite : SaveMode.ErrorIfExists);
    }
}
