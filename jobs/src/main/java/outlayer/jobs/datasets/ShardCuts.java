package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import outlayer.quirky.Part;

/** Which shard of its part an example goes to, by its id; none for those beyond what their group keeps. */
final class ShardCuts implements Serializable {

    /** One thing that is known of the cuts. */
    sealed interface Cut extends Serializable {}

    /** The smallest id in a shard. */
    record ShardStart(Part part, int shard, long id) implements Cut {}

    /** The largest id that a group keeps. */
    record LastKept(ExampleKey.Group group, long id) implements Cut {}

    /** Smallest id of each shard, ascending. */
    private final EnumMap<Part, long[]> starts = new EnumMap<>(Part.class);

    private final Map<ExampleKey.Group, Long> last = new HashMap<>();

    private ShardCuts() {}

    static ShardCuts of(List<Cut> found) {
        ShardCuts cuts = new ShardCuts();
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        for (Cut cut : found) {
            if (cut instanceof ShardStart start) {
                counts.merge(start.part, start.shard + 1, Math::max);
            } else if (cut instanceof LastKept end) {
                cuts.last.put(end.group, end.id);
            }
        }
        counts.forEach((part, count) -> cuts.starts.put(part, new long[count]));
        for (Cut cut : found) {
            if (cut instanceof ShardStart start) {
                cuts.starts(start.part)[start.shard] = start.id;
            }
        }
        return cuts;
    }

    /** How many shards a part has. */
    int shards(Part part) {
        return starts(part).length;
    }

    /** The example's shard among those of its part. */
    OptionalInt shard(ExampleKey key) {
        Long end = last.get(key.group());
        if (end == null || key.id() > end) {
            return OptionalInt.empty();
        }
        int found = Arrays.binarySearch(starts(key.part()), key.id());
        return OptionalInt.of(found >= 0 ? found : -found - 2);
    }

    private long[] starts(Part part) {
        return starts.getOrDefault(part, new long[0]);
    }
}
