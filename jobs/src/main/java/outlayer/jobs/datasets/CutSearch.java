package outlayer.jobs.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import outlayer.quirky.Part;

/** Walks through whole buckets of keys in order, and finds the first of each shard and the last that each group keeps. */
final class CutSearch {

    private final BucketOffsets offsets;
    private final Map<ExampleKey.Group, Long> seen = new HashMap<>();
    private final Map<Part, Long> kept = new HashMap<>();
    private int bucket = -1;

    CutSearch(BucketOffsets offsets) {
        this.offsets = offsets;
    }

    Iterator<ShardCuts.Cut> among(Iterator<ExampleKey> keys) {
        List<ShardCuts.Cut> cuts = new ArrayList<>();
        ExampleKey last = null;
        while (keys.hasNext()) {
            ExampleKey key = keys.next();
            if (key.bucket() != bucket) {
                bucket = key.bucket();
                seen.clear();
                kept.clear();
            }
            if (!key.equals(last)) {
                add(key, cuts);
            }
            last = key;
        }
        return cuts.iterator();
    }

    private void add(ExampleKey key, List<ShardCuts.Cut> cuts) {
        ExampleKey.Group group = key.group();
        long index = seen.merge(group, 1L, Long::sum) - 1 + offsets.before(bucket, group);
        if (index >= offsets.kept(group)) {
            return;
        }
        long rank = kept.merge(key.part(), 1L, Long::sum) - 1 + offsets.keptBefore(bucket, key.part());
        if (rank % offsets.shardSize() == 0) {
            cuts.add(new ShardCuts.ShardStart(key.part(), Math.toIntExact(rank / offsets.shardSize()), key.id()));
        }
        if (index == offsets.kept(group) - 1) {
            cuts.add(new ShardCuts.LastKept(group, key.id()));
        }
    }
}
