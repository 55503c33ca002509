package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What `export` takes, on the command line and as arguments of its main class. */
public final class ExportArguments {

    @Parameters(
            paramLabel = "TABLE",
            description =
                    "examples, predictions, vectors, scores, auc, quirkiness, separation, comparisons, answers, flags,"
                            + " flag-rates or drift")
    String table = "";

    @Option(
            names = "--run",
            required = true,
            paramLabel = "ROOT[#ID]",
            description = "the recorded run; without ID the newest of its root")
    String run = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URI",
            description = "a directory that is not there yet, or the name of a table: catalog.schema.name")
    String to = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "parquet, delta, or table for one of the catalog (default: ${DEFAULT-VALUE})")
    String format = "parquet";

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            defaultValue = "activations",
            description = "of vectors (default: ${DEFAULT-VALUE})")
    String feature = "activations";

    @Option(names = "--replace", description = "what is there")
    boolean replace;

    @Option(names = "--master", paramLabel = "URL", description = "Spark master, as for stages")
    @Nullable
    String master;
}
