package outlayer.jobs.datasets;

import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.table.ExampleTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** Rows of {@link ExampleTable}, and before them the shard that each belongs to. */
final class PlacedExamples {

    static final String PART = "shard_part";
    static final String INDEX = "shard_index";

    static final StructType SCHEMA = schema();

    private static final Numbered<Part> PARTS = new Numbered<>(Part.class);

    private PlacedExamples() {}

    /** The example in its shard; nothing for one that is not kept. */
    static Stream<Row> of(Example example, ShardCuts cuts) {
        return cuts.shard(ExampleKey.of(example, 1)).stream().mapToObj(index -> {
            Row row = ExampleTable.TABLE.row(example);
            @Nullable Object[] cells = new @Nullable Object[SCHEMA.size()];
            cells[0] = PARTS.number(example.part());
            cells[1] = index;
            for (int i = 0; i < row.size(); i++) {
                cells[i + 2] = row.get(i);
            }
            return RowFactory.create(cells);
        });
    }

    static Part part(Row row) {
        return PARTS.value(row.getInt(0));
    }

    static int index(Row row) {
        return row.getInt(1);
    }

    static Example example(Row row) {
        @Nullable Object[] cells = new @Nullable Object[row.size() - 2];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.get(i + 2);
        }
        return ExampleTable.TABLE.value(RowFactory.create(cells));
    }

    private static StructType schema() {
        StructType schema =
                new StructType().add(PART, DataTypes.IntegerType, false).add(INDEX, DataTypes.IntegerType, false);
        for (StructField field : ExampleTable.TABLE.schema().fields()) {
            schema = schema.add(field);
        }
        return schema;
    }
}
