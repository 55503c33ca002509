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
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.ExampleTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** What each shard of a dataset holds, as a {@link ShardDigest} by file name. */
record ShardDigests(SortedMap<String, String> byFile) {

    private static final String FILE = "shards.json";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static ShardDigests none() {
        return new ShardDigests(new TreeMap<>());
    }

    /** Adds the shards of one part, cut as {@link ExampleTable#writePart} cuts them. */
    void add(Part part, List<Example> examples, int shardSize) {
        for (int from = 0; from < examples.size(); from += shardSize) {
            ShardDigest digest = new ShardDigest();
            examples.subList(from, (int) Math.min(from + (long) shardSize, examples.size()))
                    .forEach(digest::add);
            add(ExampleTable.fileName(part, from / shardSize), digest.hex());
        }
    }

    /** Adds one shard. */
    void add(String file, String digest) {
        byFile.put(file, digest);
    }

    void write(UnitWriter writer) throws IOException {
        try (OutputStream out = writer.file(FILE).stream()) {
            out.write((GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    static ShardDigests read(RunDirectory run, Manifest dataset) {
        RunFile file = run.file(dataset, FILE);
        try (Reader reader = new InputStreamReader(file.open(), StandardCharsets.UTF_8)) {
            return GSON.fromJson(reader, ShardDigests.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    String of(String file) {
        return Objects.requireNonNull(byFile.get(file), () -> FILE + " has no " + file + ", only " + byFile.keySet());
    }
}
