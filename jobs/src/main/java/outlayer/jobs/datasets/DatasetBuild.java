package outlayer.jobs.datasets;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.PromptOptions;
import outlayer.jobs.work.Findings;
import outlayer.quirky.DataCard;
import outlayer.quirky.DataCardSums;
import outlayer.quirky.Part;
import outlayer.quirky.PartOptions;
import outlayer.quirky.QuirkyCharacter;

/**
 * Makes one dataset of any size by Spark jobs: rows are sorted by difficulty for their quantiles, ids by themselves for caps and
 * the borders of shards, examples by shard. Only counts, borders and the sums of the data card come to the driver.
 */
final class DatasetBuild {

    private final SparkSession spark;
    private final DatasetPlan plan;
    private final UnitWriter writer;

    DatasetBuild(SparkSession spark, DatasetPlan plan, UnitWriter writer) {
        this.spark = spark;
        this.plan = plan;
        this.writer = writer;
    }

    /** Writes the files of the unit, and says what goes into its manifest. */
    Findings run() throws IOException {
        try (QuestionTable table = QuestionTables.of(spark, plan)) {
            return run(table, Slices.of(spark, table.size()));
        }
    }

    /** The same from those questions, in so many slices. */
    Findings run(QuestionTable table, int slices) throws IOException {
        try (RankedTable ranked = RankedTable.of(table, slices);
                KeyTable keys = KeyTable.of(ranked, slices)) {
            List<BucketCount> counts = keys.counts();
            ShardCuts cuts = keys.cuts(BucketOffsets.of(
                    counts, kept(counts, plan.parts().options()), plan.parts().shardSize()));
            WrittenShards written =
                    new ShardWriting(plan.dataset(), cuts, plan.parts().written(), writer.tasks()).run(ranked, slices);
            for (BucketCount count : counts) {
                ExampleKey.Group group = count.place().group();
                written.sums().addRepeats(group.part(), group.character(), count.repeats());
            }
            return declare(written, card(written.sums(), ranked));
        }
    }

    private Findings declare(WrittenShards written, DataCard card) throws IOException {
        Findings findings = Findings.none();
        ShardDigests digests = ShardDigests.none();
        Map<Part, Long> examples = new EnumMap<>(Part.class);
        plan.parts().written().forEach(part -> examples.put(part, 0L));
        written.files().sort(Comparator.comparing(ShardFile::part).thenComparing(ShardFile::index));
        for (ShardFile shard : written.files()) {
            writer.add(shard.file());
            digests.add(shard.file().name(), shard.digest());
            examples.merge(shard.part(), shard.file().rows(), Long::sum);
        }
        for (Map.Entry<Part, Long> part : examples.entrySet()) {
            findings = findings.and(part.getKey().key(), part.getValue());
        }
        digests.write(writer);
        DataCards.FILE.write(card, writer);
        return findings.noting(card.warnings());
    }

    private DataCard card(DataCardSums sums, RankedTable ranked) {
        return plan.options() instanceof PromptOptions
                ? DataCard.ofUnlabelled(sums, plan.dataset(), plan.seed(), ranked.rows())
                : DataCard.of(
                        sums,
                        plan.dataset(),
                        plan.templates(),
                        plan.parts().options(),
                        plan.seed(),
                        ranked.rows(),
                        ranked.questions());
    }

    /** How many examples of each group are kept. */
    private static Map<ExampleKey.Group, Long> kept(List<BucketCount> counts, PartOptions options) {
        Map<ExampleKey.Group, Long> found = new HashMap<>();
        counts.forEach(count -> found.merge(count.place().group(), count.distinct(), Long::sum));
        Map<ExampleKey.Group, Long> kept = new HashMap<>();
        for (Part part : Part.values()) {
            ExampleKey.Group unlabelled = new ExampleKey.Group(part, null);
            long cap = options.caps().getOrDefault(part, Integer.MAX_VALUE);
            kept.put(unlabelled, Math.min(cap, found.getOrDefault(unlabelled, 0L)));
            Map<QuirkyCharacter, Long> distinct = new EnumMap<>(QuirkyCharacter.class);
            for (QuirkyCharacter character : part.characters()) {
                distinct.put(character, found.getOrDefault(new ExampleKey.Group(part, character), 0L));
            }
            options.kept(part, distinct)
                    .forEach((character, count) -> kept.put(new ExampleKey.Group(part, character), count));
        }
        return kept;
    }
}
