package outlayer.jobs.datasets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

/**
 * What each shard of a dataset holds, as a hash by file name. The checksum of its file would not do: Parquet's footer lists
 * encodings in an order that differs from one JVM to the next.
 */
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
            List<Example> shard = examples.subList(from, (int) Math.min(from + (long) shardSize, examples.size()));
            byFile.put(ExampleTable.fileName(part, from / shardSize), digest(shard));
        }
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

    /** SHA-256 over all components of all examples, first 24 hex digits. */
    private static String digest(List<Example> shard) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            shard.forEach(example -> digest.update((example + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
