package outlayer.jobs.datasets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.DataCard;

/** Data cards as JSON files beside the examples. */
public final class DataCards {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final String FILE = "card.json";

    private DataCards() {}

    static void write(DataCard card, UnitWriter writer) throws IOException {
        try (OutputStream out = writer.file(FILE).stream()) {
            out.write((GSON.toJson(card) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The cards of the experiment's datasets, all of which must be published. */
    public static List<DataCard> of(RunDirectory run, Experiment experiment) {
        return DatasetsJob.plans(run, experiment).stream()
                .map(plan -> read(run, run.require(plan.spec())))
                .toList();
    }

    static DataCard read(RunDirectory run, Manifest dataset) {
        RunFile file = run.file(dataset, FILE);
        try (Reader reader = new InputStreamReader(file.open(), StandardCharsets.UTF_8)) {
            return GSON.fromJson(reader, DataCard.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
