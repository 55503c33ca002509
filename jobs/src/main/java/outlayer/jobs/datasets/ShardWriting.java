package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.TaskFiles;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/**
 * Brings the examples of each shard together, and has tasks write them, one file after the other.
 *
 * @param parts those that are written; the examples of others are counted only
 */
record ShardWriting(String dataset, ShardCuts cuts, List<Part> parts, TaskFiles files) implements Serializable {

    /** The driver gets a few merged sums rather than those of every task. */
    private static final int MERGING_DEPTH = 2;

    WrittenShards run(RankedTable ranked, int slices) {
        ShardCuts where = cuts;
        Dataset<Row> shards = ranked.flatMap(
                        question -> question.stream().flatMap(example -> PlacedExamples.of(example, where)),
                        PlacedExamples.SCHEMA)
                .repartition(slices, functions.col(PlacedExamples.PART), functions.col(PlacedExamples.INDEX))
                // Of exact repeats the last column settles which is the first.
                .sortWithinPartitions(PlacedExamples.PART, PlacedExamples.INDEX, "id", "difficulty");
        return shards.toJavaRDD()
                .mapPartitions(rows ->
                        List.of(write(rows, TaskContext.get().taskAttemptId())).iterator())
                .treeReduce(WrittenShards::and, MERGING_DEPTH);
    }

    private WrittenShards write(Iterator<Row> rows, long taskAttempt) {
        WrittenShards written = WrittenShards.none(dataset);
        Row row = next(rows);
        while (row != null) {
            Part part = PlacedExamples.part(row);
            int index = PlacedExamples.index(row);
            try (OpenShard shard = new OpenShard(part, index)) {
                if (parts.contains(part)) {
                    shard.write(files, taskAttempt);
                }
                for (; row != null && shard.is(PlacedExamples.part(row), PlacedExamples.index(row)); row = next(rows)) {
                    Example example = PlacedExamples.example(row);
                    if (shard.add(example)) {
                        written.sums().add(example);
                    }
                }
                shard.finish().ifPresent(written.files()::add);
            }
        }
        return written;
    }

    private static @Nullable Row next(Iterator<Row> rows) {
        return rows.hasNext() ? rows.next() : null;
    }
}
