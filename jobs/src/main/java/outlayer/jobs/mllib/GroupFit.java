package outlayer.jobs.mllib;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Method;

/**
 * Fits a method to the vectors of each group, a task a group, as they stream by. They come by their hashes, so that a fit depends on the
 * vectors alone and not on how the table lies on the cluster; of too many vectors the first ones are a sample.
 */
record GroupFit(Columns columns, Method method, long seed, int maxRows)
        implements FlatMapGroupsFunction<String, Row, Row> {

    private static final String VECTOR = "outlayer_vector";
    private static final String TRUSTED = "outlayer_trusted";

    /** The fits as {@link FitTable} has them; starts nothing. */
    Dataset<Row> of(Dataset<Row> table) {
        Columns read = columns;
        Column trusted = read.trusted() == null
                ? lit(true)
                : col(Columns.quoted(read.trusted())).cast("boolean");
        List<Column> wanted = new ArrayList<>();
        read.groups().forEach(group -> wanted.add(col(Columns.quoted(group))));
        wanted.add(col(Columns.quoted(read.features())).as(VECTOR));
        wanted.add(trusted.as(TRUSTED));
        Dataset<Row> vectors = table.select(wanted.toArray(Column[]::new));
        StructType groups = new StructType();
        for (String group : read.groups()) {
            groups = groups.add(table.schema().apply(group));
        }
        return vectors.groupByKey((MapFunction<Row, String>) read::key, Encoders.STRING())
                .flatMapSortedGroups(new Column[] {xxhash64(col(VECTOR))}, this, Encoders.row(FitTable.schema(groups)));
    }

    @Override
    public Iterator<Row> call(String key, Iterator<Row> rows) {
        List<@Nullable Object> group = new ArrayList<>();
        int width = columns.groups().size();
        try (GroupVectors vectors = new GroupVectors(method, maxRows)) {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (group.isEmpty()) {
                    for (int i = 0; i < width; i++) {
                        group.add(row.get(i));
                    }
                }
                add(row, width, vectors);
            }
            return vectors.dimension() < 0
                    ? Collections.emptyIterator()
                    : FitTable.rows(group, Fitted.of(Methods.seeded(method, seed, key), vectors));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(columns.stage() + ": group " + key + ": " + e.getMessage(), e);
        }
    }

    private void add(Row row, int vector, GroupVectors vectors) {
        double[] numbers = VectorCell.read(row, vector);
        if (numbers != null) {
            boolean trusted = !row.isNullAt(vector + 1) && row.getBoolean(vector + 1);
            vectors.add(numbers, trusted ? Trust.TRUSTED : Trust.UNLABELLED);
        } else if (columns.invalid() == Invalid.ERROR) {
            throw new IllegalArgumentException("a row of column `" + columns.features()
                    + "` is null, or one of its numbers is null, NaN or infinite; handleInvalid = keep or skip leaves it"
                    + " out of the fit");
        }
    }
}
