package outlayer.jobs.datasets;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.quirky.QuirkyCharacter;

/**
 * What decides whether an example is kept and in which shard.
 *
 * @param bucket one of many equal stretches of ids, in their order
 * @param character null for a prompt without labels
 * @param id so that numbers are in the order of the ids' hexadecimal texts
 */
record ExampleKey(int bucket, Part part, @Nullable QuirkyCharacter character, long id) {

    static final StructType SCHEMA = new StructType()
            .add("bucket", DataTypes.IntegerType, false)
            .add("part", DataTypes.IntegerType, false)
            .add("id", DataTypes.LongType, false)
            .add("character", DataTypes.IntegerType, false);

    private static final Numbered<Part> PARTS = new Numbered<>(Part.class);
    private static final Numbered<QuirkyCharacter> CHARACTERS = new Numbered<>(QuirkyCharacter.class);
    private static final int NOBODY = -1;

    static ExampleKey of(Example example, int buckets) {
        long hash = Long.parseUnsignedLong(example.id(), 16);
        int bucket = (int) (((hash >>> Integer.SIZE) * buckets) >>> Integer.SIZE);
        return new ExampleKey(
                bucket, example.part(), example.labelled() ? example.character() : null, hash ^ Long.MIN_VALUE);
    }

    static ExampleKey of(Row row) {
        int character = row.getInt(3);
        return new ExampleKey(
                row.getInt(0),
                PARTS.value(row.getInt(1)),
                character == NOBODY ? null : CHARACTERS.value(character),
                row.getLong(2));
    }

    Row row() {
        return RowFactory.create(
                bucket, PARTS.number(part), id, character == null ? NOBODY : CHARACTERS.number(character));
    }

    /** The examples that are capped together. */
    Group group() {
        return new Group(part, character);
    }

    /** A part's examples of one character, or those that have none. */
    record Group(Part part, @Nullable QuirkyCharacter character) implements java.io.Serializable {}
}
