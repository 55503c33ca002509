package outlayer.jobs.datasets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.quirky.DataCard;

/** Data cards as JSON files beside the examples. */
public final class DataCards {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private DataCards() {}

    static String toJson(DataCard card) {
        return GSON.toJson(card) + "\n";
    }

    /** The card of a published dataset. */
    public static DataCard read(RunDirectory run, Manifest dataset) {
        RunFile file = run.file(dataset, DatasetUnit.CARD);
        try (Reader reader = new InputStreamReader(file.open(), StandardCharsets.UTF_8)) {
            return GSON.fromJson(reader, DataCard.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
