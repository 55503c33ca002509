package outlayer.jobs.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitFile;

/**
 * A table of plain columns and the codec between its rows and records of type T; each table class holds one. A nullable column that a
 * file lacks is null in all its rows, so that a column may be added later.
 */
public final class FlatTable<T> {

    private final String name;
    private final StructType schema;
    private final Function<T, @Nullable Object[]> encode;
    private final Function<Cells, T> decode;

    FlatTable(String name, StructType schema, Function<T, @Nullable Object[]> encode, Function<Cells, T> decode) {
        this.name = name;
        this.schema = schema;
        this.encode = encode;
        this.decode = decode;
    }

    public String name() {
        return name;
    }

    public StructType schema() {
        return schema;
    }

    /** Writes all rows, in their order, into one file of a unit. */
    public void write(UnitFile file, Iterable<T> rows) {
        try (Writer<T> writer = writer(file)) {
            rows.forEach(writer::add);
        }
    }

    /** For rows that come one by one; memory is bounded by one row group. */
    public Writer<T> writer(UnitFile file) {
        return new Writer<>(new RowWriter(file, name, schema, Map.of(), RowWriter.FLAT_ROW_GROUP_BYTES), encode);
    }

    /** All rows of a file, in their order. */
    public List<T> read(InputFile file) {
        List<T> rows = new ArrayList<>();
        forEach(file, rows::add);
        return rows;
    }

    /** Gives every row of a file to the consumer, in their order, one row group in memory. */
    public void forEach(InputFile file, Consumer<T> consumer) {
        forEachRow(file, name, schema, cells -> consumer.accept(decode.apply(cells)));
    }

    static void forEachRow(InputFile file, String table, StructType schema, Consumer<Cells> consumer) {
        try (TableFile open = TableFile.open(file)) {
            forEachRow(open, table, schema, consumer);
        }
    }

    static void forEachRow(TableFile open, String table, StructType schema, Consumer<Cells> consumer) {
        forEachRow(open, table, schema, Long.MAX_VALUE, consumer);
    }

    /** Of so many rows at most; row groups behind them are not read. */
    static void forEachRow(TableFile open, String table, StructType schema, long most, Consumer<Cells> consumer) {
        MessageType columns = open.wantKnown(ColumnTypes.stored(table, schema));
        MessageColumnIO io = new ColumnIOFactory().getColumnIO(columns, open.schema());
        CellMaterializer cells = new CellMaterializer(schema, columns);
        long wanted = Math.min(most, open.rows());
        while (wanted > 0) {
            PageReadStore group = open.nextRowGroup();
            if (group == null) {
                return;
            }
            RecordReader<@Nullable Object[]> rows = reader(open, io, group, cells);
            for (long left = Math.min(wanted, group.getRowCount()); left > 0; left--, wanted--) {
                consumer.accept(new Cells(schema, next(open, rows)));
            }
        }
    }

    private static RecordReader<@Nullable Object[]> reader(
            TableFile file, MessageColumnIO io, PageReadStore group, CellMaterializer cells) {
        try {
            return io.getRecordReader(group, cells);
        } catch (RuntimeException e) {
            throw file.failure("a row group", e);
        }
    }

    private static @Nullable Object[] next(TableFile file, RecordReader<@Nullable Object[]> rows) {
        try {
            return rows.read();
        } catch (RuntimeException e) {
            throw file.failure("a row", e);
        }
    }

    /** The files as one Spark table. */
    public Dataset<Row> load(SparkSession spark, List<RunFile> files) {
        return Tables.load(spark, schema, files);
    }

    public Row row(T value) {
        return RowFactory.create(encode.apply(value));
    }

    /** The record of a row that has exactly the columns of {@link #schema}, in that order. */
    public T value(Row row) {
        @Nullable Object[] cells = new @Nullable Object[schema.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.get(i);
        }
        return decode.apply(new Cells(schema, cells));
    }

    /** Takes rows one by one; closing finishes the file. */
    public static final class Writer<T> implements AutoCloseable {

        private final RowWriter rows;
        private final Function<T, @Nullable Object[]> encode;

        private Writer(RowWriter rows, Function<T, @Nullable Object[]> encode) {
            this.rows = rows;
            this.encode = encode;
        }

        public void add(T row) {
            rows.write(encode.apply(row));
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
