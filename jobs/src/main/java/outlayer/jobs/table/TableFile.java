package outlayer.jobs.table;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunFile;

/**
 * One Parquet file opened for some of its columns: checks footer, format, columns and page checksums, and reports damage
 * with the file's name. Holds one row group of the wanted columns.
 */
final class TableFile implements Closeable {

    private static final String AGAIN =
            ". Remove the manifest beside it to have the unit computed again, or give back the original file";

    private final InputFile file;
    private final ParquetFileReader reader;

    private TableFile(InputFile file, ParquetFileReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /** The file with all its columns still to be chosen. */
    static TableFile open(InputFile file) {
        TableFile table = new TableFile(file, footer(file));
        String format = table.metadata(RowWriter.FORMAT_KEY);
        if (format != null && !format.equals(Integer.toString(RowWriter.FORMAT))) {
            table.close();
            throw new IllegalArgumentException("File " + file + " has format " + format + ", expected "
                    + RowWriter.FORMAT + ". Read it with the version of Outlayer that wrote it");
        }
        if (file instanceof RunFile published && published.rows() != table.rows()) {
            table.close();
            throw new IllegalArgumentException("File " + file + " is damaged: found " + table.rows()
                    + " rows, expected " + published.rows() + " by its manifest" + AGAIN);
        }
        return table;
    }

    private static ParquetFileReader footer(InputFile file) {
        try {
            return ParquetFileReader.open(
                    file,
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                            .withPageChecksumVerification(true)
                            .build());
        } catch (IOException | RuntimeException e) {
            throw failure(file, "the footer", e);
        }
    }

    MessageType schema() {
        return reader.getFileMetaData().getSchema();
    }

    @Nullable
    String metadata(String key) {
        return reader.getFileMetaData().getKeyValueMetaData().get(key);
    }

    /** The metadata of that key, which must be there. */
    String required(String key) {
        String value = metadata(key);
        if (value == null) {
            throw new IllegalArgumentException("File " + file + " has no metadata '" + key + "'; found "
                    + reader.getFileMetaData().getKeyValueMetaData().keySet()
                    + ". Is it a table of another kind?");
        }
        return value;
    }

    long rows() {
        return reader.getRecordCount();
    }

    /** Reads only those columns from now on; each must be there and have that type. */
    void want(MessageType columns) {
        columns.getFields().forEach(this::require);
        reader.setRequestedSchema(columns);
    }

    /**
     * Reads only those columns from now on; optional ones may be missing, since a file may be older than they are.
     *
     * @return those that are there, optional or not as in the file
     */
    MessageType wantKnown(MessageType columns) {
        List<Type> known = new ArrayList<>();
        for (Type column : columns.getFields()) {
            if (schema().containsField(column.getName()) || !column.isRepetition(Type.Repetition.OPTIONAL)) {
                known.add(require(column));
            }
        }
        MessageType wanted = new MessageType(columns.getName(), known);
        reader.setRequestedSchema(wanted);
        return wanted;
    }

    private Type require(Type expected) {
        if (!schema().containsField(expected.getName())) {
            throw new IllegalArgumentException("File " + file + " has no column " + expected.getName() + "; found "
                    + schema().getFields().stream().map(Type::getName).toList()
                    + ". Was it made by another stage or version?");
        }
        Type found = schema().getType(expected.getName());
        if (!found.isPrimitive()
                || found.isRepetition(Type.Repetition.REPEATED)
                || found.asPrimitiveType().getPrimitiveTypeName()
                        != expected.asPrimitiveType().getPrimitiveTypeName()) {
            throw new IllegalArgumentException("File " + file + ", column " + expected.getName() + ": found '" + found
                    + "', expected '" + expected + "'. Was it made by another stage or version?");
        }
        return found;
    }

    /** The next row group of the wanted columns, or null after the last; the one before becomes invalid. */
    @Nullable
    PageReadStore nextRowGroup() {
        try {
            return reader.readNextRowGroup();
        } catch (IOException | RuntimeException e) {
            throw failure(file, "a row group", e);
        }
    }

    /** What to throw for a failure while reading: damage is told from a store that does not answer. */
    private static RuntimeException failure(InputFile file, String what, Exception e) {
        if (e instanceof UncheckedIOException unchecked) {
            return unchecked;
        }
        if (e instanceof IOException io && !(e instanceof EOFException) && !differs(file)) {
            return new UncheckedIOException("Cannot read " + what + " of " + file, io);
        }
        return new IllegalArgumentException(
                "File " + file + " is damaged: cannot read " + what + " (" + e.getMessage()
                        + "), expected a whole Parquet file" + AGAIN,
                e);
    }

    /** Whether a published file has other bytes than its manifest says; reads all of it. */
    private static boolean differs(InputFile file) {
        if (file instanceof RunFile published) {
            try {
                published.verify();
            } catch (IllegalArgumentException e) {
                return true;
            } catch (UncheckedIOException e) {
                return false;
            }
        }
        return false;
    }

    RuntimeException failure(String what, Exception e) {
        return failure(file, what, e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
