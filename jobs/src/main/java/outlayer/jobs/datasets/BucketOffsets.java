package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import outlayer.quirky.Part;

/**
 * How many examples of each group stand before each bucket, and how many of the group are kept: the first by id.
 *
 * @param before 0 where nothing is said
 */
record BucketOffsets(Map<BucketCount.Place, Long> before, Map<ExampleKey.Group, Long> kept, int shardSize)
        implements Serializable {

    static BucketOffsets of(List<BucketCount> counts, Map<ExampleKey.Group, Long> kept, int shardSize) {
        List<BucketCount> ordered = new ArrayList<>(counts);
        ordered.sort(Comparator.comparingInt(count -> count.place().bucket()));
        Map<ExampleKey.Group, Long> sums = new HashMap<>();
        Map<BucketCount.Place, Long> before = new HashMap<>();
        int buckets =
                ordered.isEmpty() ? 0 : ordered.get(ordered.size() - 1).place().bucket() + 1;
        int next = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            for (Map.Entry<ExampleKey.Group, Long> sum : sums.entrySet()) {
                before.put(new BucketCount.Place(bucket, sum.getKey()), sum.getValue());
            }
            for (; next < ordered.size() && ordered.get(next).place().bucket() == bucket; next++) {
                BucketCount count = ordered.get(next);
                sums.merge(count.place().group(), count.distinct(), Long::sum);
            }
        }
        Map<ExampleKey.Group, Long> there = new HashMap<>();
        kept.forEach((group, most) -> there.put(group, Math.min(most, sums.getOrDefault(group, 0L))));
        return new BucketOffsets(before, there, shardSize);
    }

    /** Examples of a group before a bucket, kept or not. */
    long before(int bucket, ExampleKey.Group group) {
        return before.getOrDefault(new BucketCount.Place(bucket, group), 0L);
    }

    /** Kept examples of a part before a bucket. */
    long keptBefore(int bucket, Part part) {
        long sum = 0;
        for (Map.Entry<ExampleKey.Group, Long> limit : kept.entrySet()) {
            if (limit.getKey().part() == part) {
                sum += Math.min(limit.getValue(), before(bucket, limit.getKey()));
            }
        }
        return sum;
    }

    long kept(ExampleKey.Group group) {
        return kept.getOrDefault(group, 0L);
    }
}
