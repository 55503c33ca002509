package outlayer.jobs.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

/** Cuts found bucket by bucket are those of one walk through all keys in order. */
class ShardCutsTest {

    private static final int BUCKETS = 5;
    private static final int SHARD = 7;

    private static List<ExampleKey> keys(Random random) {
        List<ExampleKey> keys = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Part part = random.nextBoolean() ? Part.TEST : Part.TRAIN;
            QuirkyCharacter character = random.nextInt(3) > 0 ? QuirkyCharacter.ALICE : QuirkyCharacter.BOB;
            // Few ids, so that some keys are exact repeats.
            int place = random.nextInt(400);
            ExampleKey key = new ExampleKey(
                    place * BUCKETS / 400,
                    part,
                    character,
                    4L * place + (part == Part.TEST ? 2 : 0) + (character == QuirkyCharacter.BOB ? 1 : 0));
            keys.add(key);
        }
        keys.sort(Comparator.comparing(ExampleKey::bucket)
                .thenComparing(ExampleKey::part)
                .thenComparing(ExampleKey::id));
        return keys;
    }

    private static Map<ExampleKey, Integer> naive(List<ExampleKey> keys, Map<ExampleKey.Group, Long> kept) {
        Map<ExampleKey, Integer> shards = new HashMap<>();
        for (Part part : List.of(Part.TRAIN, Part.TEST)) {
            Map<ExampleKey.Group, Long> seen = new HashMap<>();
            int rank = 0;
            List<ExampleKey> ordered = new ArrayList<>(new LinkedHashSet<>(keys));
            ordered.removeIf(key -> key.part() != part);
            ordered.sort(Comparator.comparing(ExampleKey::id));
            for (ExampleKey key : ordered) {
                if (seen.merge(key.group(), 1L, Long::sum) <= kept.getOrDefault(key.group(), 0L)) {
                    shards.put(key, rank++ / SHARD);
                }
            }
        }
        return shards;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 633})
    void everyKeyGoesWhereOneWalkThroughAllPutsIt(long seed) {
        Random random = new Random(seed);
        List<ExampleKey> keys = keys(random);
        Map<ExampleKey.Group, Long> kept = new HashMap<>();
        kept.put(new ExampleKey.Group(Part.TRAIN, QuirkyCharacter.ALICE), 40L);
        kept.put(new ExampleKey.Group(Part.TRAIN, QuirkyCharacter.BOB), 1_000L);
        kept.put(new ExampleKey.Group(Part.TEST, QuirkyCharacter.BOB), 11L);
        List<BucketCount> counts = new ArrayList<>();
        KeyTable.count(keys.iterator()).forEachRemaining(counts::add);
        BucketOffsets offsets = BucketOffsets.of(counts, kept, SHARD);
        List<ShardCuts.Cut> found = new ArrayList<>();
        // As tasks see them: whole buckets, in any order.
        for (int bucket : new int[] {3, 0, 4, 1, 2}) {
            int wanted = bucket;
            Iterator<ExampleKey> own =
                    keys.stream().filter(key -> key.bucket() == wanted).iterator();
            new CutSearch(offsets).among(own).forEachRemaining(found::add);
        }
        ShardCuts cuts = ShardCuts.of(found);

        Map<ExampleKey, Integer> expected = naive(keys, kept);
        for (ExampleKey key : keys) {
            Integer shard = expected.get(key);
            assertThat(cuts.shard(key))
                    .as("%s, seed %d", key, seed)
                    .isEqualTo(shard == null ? OptionalInt.empty() : OptionalInt.of(shard));
        }
        assertThat(counts.stream().mapToLong(BucketCount::repeats).sum())
                .isEqualTo(keys.size() - new LinkedHashSet<>(keys).size())
                .isPositive();
    }
}
