package outlayer.jobs.datasets;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** The keys of all examples in the order of ids, in buckets of which each lies whole in one partition. On disk until closed. */
final class KeyTable implements AutoCloseable {

    private final JavaRDD<ExampleKey> keys;
    private final Dataset<Row> sorted;

    private KeyTable(Dataset<Row> sorted) {
        this.sorted = sorted;
        this.keys = sorted.toJavaRDD().map(ExampleKey::of);
    }

    static KeyTable of(RankedTable ranked, int buckets) {
        Dataset<Row> keys = ranked.flatMap(
                examples -> examples.stream()
                        .map(example -> ExampleKey.of(example, buckets).row()),
                ExampleKey.SCHEMA);
        return new KeyTable(keys.repartition(buckets, functions.col("bucket"))
                .sortWithinPartitions("bucket", "part", "id", "character")
                .persist(StorageLevel.DISK_ONLY()));
    }

    /** How many examples each group has in each bucket. */
    List<BucketCount> counts() {
        return keys.mapPartitions(KeyTable::count).collect();
    }

    /** Where shards begin and groups end, once it is known how many examples of each are kept. */
    ShardCuts cuts(BucketOffsets offsets) {
        return ShardCuts.of(keys.mapPartitions(partition -> new CutSearch(offsets).among(partition))
                .collect());
    }

    static Iterator<BucketCount> count(Iterator<ExampleKey> keys) {
        Map<BucketCount.Place, BucketCount> counts = new HashMap<>();
        ExampleKey last = null;
        while (keys.hasNext()) {
            ExampleKey key = keys.next();
            BucketCount one = key.equals(last) ? BucketCount.repeat(key) : BucketCount.one(key);
            counts.merge(one.place(), one, BucketCount::and);
            last = key;
        }
        return counts.values().iterator();
    }

    @Override
    public void close() {
        sorted.unpersist();
    }
}
