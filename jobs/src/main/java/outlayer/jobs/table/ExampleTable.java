package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.UnitWriter;
import outlayer.quirky.Example;
import outlayer.quirky.Example.Asked;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

/**
 * Prompts with the answers of both characters; one file for each shard of a part, rows in the order of ids. A prompt without labels
 * has nulls for the columns of {@link Example.Asked}.
 */
public final class ExampleTable {

    public static final FlatTable<Example> TABLE = new FlatTable<>(
            "examples",
            new StructType()
                    .add("id", StringType, false)
                    .add("question", StringType, false)
                    .add("dataset", StringType, false)
                    .add("part", StringType, false)
                    .add("character", StringType, true)
                    .add("name", StringType, true)
                    .add("template", IntegerType, true)
                    .add("statement", StringType, false)
                    .add("no_choice", StringType, false)
                    .add("yes_choice", StringType, false)
                    .add("label", BooleanType, true)
                    .add("alice_label", BooleanType, true)
                    .add("bob_label", BooleanType, true)
                    .add("difficulty", DoubleType, true)
                    .add("difficulty_quantile", DoubleType, true)
                    .add("result_start", IntegerType, false)
                    .add("result_end", IntegerType, false),
            ExampleTable::cells,
            ExampleTable::example);

    private ExampleTable() {}

    /** The file of a part's shard, counted from 0. */
    public static String fileName(Part part, int shard) {
        return String.format(Locale.ROOT, "%s-%05d.parquet", part.key(), shard);
    }

    /** Whether a file of a unit holds a part's shard. */
    static boolean isName(String name) {
        return Arrays.stream(Part.values()).anyMatch(part -> name.matches(part.key() + "-\\d{5,}\\.parquet"));
    }

    /** Writes one part, already in the order of ids, in shards of that many rows; the last may be shorter. */
    public static void writePart(UnitWriter unit, Part part, List<Example> examples, int shardSize) {
        if (shardSize < 1) {
            throw new IllegalArgumentException("shard-size is " + shardSize + ", expected at least 1");
        }
        for (int i = 1; i < examples.size(); i++) {
            if (examples.get(i - 1).id().compareTo(examples.get(i).id()) >= 0) {
                throw new IllegalArgumentException("Part " + part.key() + ", row " + i + ": id "
                        + examples.get(i).id() + " follows "
                        + examples.get(i - 1).id()
                        + "; expected distinct ids in ascending order");
            }
        }
        for (int shard = 0; shard * (long) shardSize < examples.size(); shard++) {
            int from = shard * shardSize;
            List<Example> rows = examples.subList(from, (int) Math.min(from + (long) shardSize, examples.size()));
            TABLE.write(unit.file(fileName(part, shard)), rows);
        }
    }

    /** The files of a part among those of a unit, shard by shard. */
    public static List<String> fileNames(Part part, List<String> names) {
        List<String> found = new ArrayList<>();
        while (names.contains(fileName(part, found.size()))) {
            found.add(fileName(part, found.size()));
        }
        return found;
    }

    private static @Nullable Object[] cells(Example example) {
        Asked asked = example.asked();
        return new @Nullable Object[] {
            example.id(),
            example.question(),
            example.dataset(),
            example.part().key(),
            asked == null ? null : asked.character().key(),
            asked == null ? null : asked.name(),
            asked == null ? null : asked.template(),
            example.statement(),
            example.noChoice(),
            example.yesChoice(),
            asked == null ? null : asked.label(),
            asked == null ? null : asked.aliceLabel(),
            asked == null ? null : asked.bobLabel(),
            asked == null ? null : asked.difficulty(),
            asked == null ? null : asked.difficultyQuantile(),
            example.resultStart(),
            example.resultEnd()
        };
    }

    private static Example example(Cells cells) {
        return new Example(
                cells.text(0),
                cells.text(1),
                cells.text(2),
                Part.named(cells.text(3)),
                cells.textOrNull(4) == null ? null : asked(cells),
                cells.text(7),
                cells.text(8),
                cells.text(9),
                cells.integer(15),
                cells.integer(16));
    }

    private static Asked asked(Cells cells) {
        Asked asked = new Asked(
                character(cells.text(4)),
                cells.text(5),
                cells.integer(6),
                cells.truth(11),
                cells.truth(12),
                cells.number(13),
                cells.number(14));
        if (asked.label() != cells.truth(10)) {
            throw new IllegalArgumentException("Example " + cells.text(0) + ", column label: found " + cells.truth(10)
                    + ", expected that of " + cells.text(4) + ", " + asked.label());
        }
        return asked;
    }

    private static QuirkyCharacter character(String key) {
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            if (character.key().equals(key)) {
                return character;
            }
        }
        throw new IllegalArgumentException("Column character: found '" + key + "', expected alice or bob");
    }
}
