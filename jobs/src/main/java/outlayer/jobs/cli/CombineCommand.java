package outlayer.jobs.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import outlayer.evaluate.Csv;
import outlayer.jobs.runs.AucOverSeeds;
import outlayer.jobs.runs.OverSeeds;
import outlayer.jobs.runs.QuirkinessOverSeeds;
import outlayer.jobs.runs.RecordedRun;
import outlayer.jobs.settings.HadoopSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `combine`: mean and spread over seeds. Needs no Spark session. */
@Command(
        description = "combine runs of different run.seed: mean, standard deviation, extremes of AUC and quirkiness",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: outlayer combine out/seed-1 out/seed-2 out/seed-3 --to out/seeds"})
final class CombineCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ROOT[#ID]", arity = "2..*", description = "runs whose settings differ in the seed alone")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "where auc-over-seeds.csv and quirkiness-over-seeds.csv are written: a local or Hadoop path")
    private String to = "";

    @Option(names = "--replace", description = "over files of these names that are there")
    private boolean replace;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Configuration hadoop = HadoopSettings.here();
        OverSeeds combined = OverSeeds.of(
                runs.stream().map(run -> RecordedRun.of(run, hadoop)).toList());
        PrintWriter out = spec.commandLine().getOut();
        out.println(write("auc-over-seeds.csv", AucOverSeeds.class, combined.auc(), hadoop));
        out.println(write("quirkiness-over-seeds.csv", QuirkinessOverSeeds.class, combined.quirkiness(), hadoop));
        return 0;
    }

    private <R extends Record> String write(String name, Class<R> row, List<R> rows, Configuration hadoop)
            throws IOException {
        Path path = new Path(to, name);
        FileSystem files = path.getFileSystem(hadoop);
        if (!replace && files.exists(path)) {
            throw new IllegalArgumentException(path + " is there already; give another --to, or --replace");
        }
        try (Writer file = new OutputStreamWriter(files.create(path, true), StandardCharsets.UTF_8)) {
            Csv.write(
                    file, Csv.columns(row), () -> rows.stream().map(Csv::cells).iterator());
        }
        return path + ": " + rows.size() + " rows over " + runs.size() + " runs";
    }
}
