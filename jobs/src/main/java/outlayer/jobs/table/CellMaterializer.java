package outlayer.jobs.table;

import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Parquet's callbacks turned into one reused array of cells. */
final class CellMaterializer extends RecordMaterializer<@Nullable Object[]> {

    private final @Nullable Object[] cells;
    private final GroupConverter root;

    /** @param read those columns of the schema that are read; the others' cells are null */
    CellMaterializer(StructType schema, MessageType read) {
        cells = new @Nullable Object[schema.size()];
        Converter[] columns = new Converter[read.getFieldCount()];
        for (int i = 0; i < columns.length; i++) {
            int cell = schema.fieldIndex(read.getFieldName(i));
            columns[i] = new Column(cell, schema.fields()[cell].dataType().equals(DataTypes.StringType));
        }
        root = new GroupConverter() {
            @Override
            public Converter getConverter(int column) {
                return columns[column];
            }

            @Override
            public void start() {
                Arrays.fill(cells, null);
            }

            @Override
            public void end() {}
        };
    }

    @Override
    public @Nullable Object[] getCurrentRecord() {
        return cells;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private final class Column extends PrimitiveConverter {

        private final int column;
        private final boolean text;

        Column(int column, boolean text) {
            this.column = column;
            this.text = text;
        }

        @Override
        public void addBinary(Binary value) {
            cells[column] = text ? value.toStringUsingUTF8() : value.getBytes();
        }

        @Override
        public void addBoolean(boolean value) {
            cells[column] = value;
        }

        @Override
        public void addDouble(double value) {
            cells[column] = value;
        }

        @Override
        public void addInt(int value) {
            cells[column] = value;
        }

        @Override
        public void addLong(long value) {
            cells[column] = value;
        }
    }
}
