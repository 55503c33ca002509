package outlayer.jobs.datasets;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.table.ExampleTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** What each shard of a dataset holds, as a {@link ShardDigest} by file name. */
record ShardDigests(SortedMap<String, String> byFile) {

    private static final JsonFile<ShardDigests> FILE = new JsonFile<>("shards.json", ShardDigests.class);

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
        FILE.write(this, writer);
    }

    static ShardDigests read(RunDirectory run, Manifest dataset) {
        return FILE.read(run, dataset);
    }

    String of(String file) {
        return Objects.requireNonNull(
                byFile.get(file), () -> FILE.name() + " has no " + file + ", only " + byFile.keySet());
    }
}
