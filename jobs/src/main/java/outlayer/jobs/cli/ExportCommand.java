package outlayer.jobs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import outlayer.jobs.runs.ExportArguments;
import outlayer.jobs.runs.ExportJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `export`: one table of a run for pandas, DuckDB, Databricks SQL. */
@Command(
        description = "write one table of a recorded run as Parquet, as a Delta table, or into the catalog",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Columns: the run's id, model, dataset, variant, part where the table has them, then the table's own; of vectors a",
            "row for each example and layer. What is there is never overwritten without --replace.",
            "Example: outlayer export auc --run out/demo --to out/auc-parquet"
        })
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private final ExportArguments arguments = new ExportArguments();

    @Override
    public Integer call() throws IOException {
        ExportJob.run(arguments);
        return 0;
    }
}
