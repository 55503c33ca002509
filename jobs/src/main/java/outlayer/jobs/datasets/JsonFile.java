package outlayer.jobs.datasets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitWriter;

/** A value as a JSON file of a unit, beside its tables. */
record JsonFile<T>(String name, Class<T> type) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    void write(T value, UnitWriter writer) throws IOException {
        try (OutputStream out = writer.file(name).stream()) {
            out.write((GSON.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    T read(RunDirectory run, Manifest unit) {
        RunFile file = run.file(unit, name);
        try (Reader reader = new InputStreamReader(file.open(), StandardCharsets.UTF_8)) {
            return GSON.fromJson(reader, type);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
