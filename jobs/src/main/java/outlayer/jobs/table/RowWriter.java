package outlayer.jobs.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.UnitFile;

/**
 * Rows of cells (String, Integer, Long, Double, Boolean, byte[], Binary or null) into one Parquet file: zstd, page
 * checksums, no dictionary, and for binary columns no statistics, which vectors would only swell. Holds one row group.
 *
 * <p>No column of any table has a dictionary: Parquet 1.15 keeps the settings of the writer that was opened last in one static
 * object (DefaultValuesWriterFactory), so that a table with dictionaries would give them to others that are being written.
 */
final class RowWriter implements Closeable {

    /** Written into every file, so that a later format can be refused by name. */
    static final String FORMAT_KEY = "outlayer.format";

    static final String TABLE_KEY = "outlayer.table";
    static final int FORMAT = 1;
    static final long FLAT_ROW_GROUP_BYTES = 32L << 20;

    private static final int ROWS_BETWEEN_SIZE_CHECKS = 16;

    private final UnitFile file;
    private final ParquetWriter<@Nullable Object[]> writer;
    private long rows;

    RowWriter(UnitFile file, String table, StructType schema, Map<String, String> metadata, long rowGroupBytes) {
        this.file = file;
        Map<String, String> all = new HashMap<>(metadata);
        all.put(TABLE_KEY, table);
        all.put(FORMAT_KEY, Integer.toString(FORMAT));
        try {
            this.writer = new Builder(file, new CellSupport(table, schema, all))
                    .blobs(schema)
                    .withDictionaryEncoding(false)
                    .withConf(new PlainParquetConfiguration())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withPageWriteChecksumEnabled(true)
                    .withRowGroupSize(rowGroupBytes)
                    .withMinRowCountForPageSizeCheck(ROWS_BETWEEN_SIZE_CHECKS)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    void write(@Nullable Object[] cells) {
        try {
            writer.write(cells);
            rows++;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write row " + rows + " of " + file.getPath(), e);
        }
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() {
        try {
            writer.close();
            file.rows(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot finish " + file.getPath(), e);
        }
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {

        private final CellSupport support;

        Builder(OutputFile file, CellSupport support) {
            super(file);
            this.support = support;
        }

        Builder blobs(StructType schema) {
            for (StructField field : schema.fields()) {
                if (field.dataType().equals(DataTypes.BinaryType)) {
                    withStatisticsEnabled(field.name(), false);
                    withSizeStatisticsEnabled(field.name(), false);
                }
            }
            return this;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in Parquet's builder, though superseded by the one below
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }

    private static final class CellSupport extends WriteSupport<@Nullable Object[]> {

        private final MessageType type;
        private final StructType schema;
        private final Map<String, String> metadata;
        private @Nullable RecordConsumer out;

        CellSupport(String table, StructType schema, Map<String, String> metadata) {
            this.type = ColumnTypes.stored(table, schema);
            this.schema = schema;
            this.metadata = metadata;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in Parquet's class, though superseded by the one below
        public WriteContext init(Configuration configuration) {
            return new WriteContext(type, metadata);
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(type, metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(@Nullable Object[] cells) {
            RecordConsumer consumer = java.util.Objects.requireNonNull(out, "Parquet prepares before it writes");
            StructField[] fields = schema.fields();
            if (cells.length != fields.length) {
                throw new IllegalArgumentException("A row of table " + type.getName() + " has " + cells.length
                        + " cells, expected " + fields.length);
            }
            consumer.startMessage();
            for (int i = 0; i < cells.length; i++) {
                Object cell = cells[i];
                if (cell != null) {
                    consumer.startField(fields[i].name(), i);
                    put(consumer, cell);
                    consumer.endField(fields[i].name(), i);
                } else if (!fields[i].nullable()) {
                    throw new IllegalArgumentException("Table " + type.getName() + ": column " + fields[i].name()
                            + " is null, expected a value in every row");
                }
            }
            consumer.endMessage();
        }

        private static void put(RecordConsumer consumer, Object cell) {
            if (cell instanceof String text) {
                consumer.addBinary(Binary.fromString(text));
            } else if (cell instanceof Integer number) {
                consumer.addInteger(number);
            } else if (cell instanceof Long number) {
                consumer.addLong(number);
            } else if (cell instanceof Double number) {
                consumer.addDouble(number);
            } else if (cell instanceof Boolean truth) {
                consumer.addBoolean(truth);
            } else if (cell instanceof byte[] bytes) {
                consumer.addBinary(Binary.fromConstantByteArray(bytes));
            } else if (cell instanceof Binary bytes) {
                consumer.addBinary(bytes);
            } else {
                throw new IllegalStateException("No column holds a " + cell.getClass());
            }
        }
    }
}
