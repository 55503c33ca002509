package outlayer.jobs.run;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One data file of a unit, as its manifest declares it.
 *
 * @param name by which readers ask for it; also its path in the attempt's directory, unless it lies in a folder there
 * @param rows number of table rows, 0 for what is not a table
 * @param crc32c checksum of all its bytes, eight hexadecimal digits
 * @param folder of the task that wrote it, in the attempt's directory; null: the directory itself
 */
public record DataFile(
        String name,
        long bytes,
        long rows,
        String crc32c,
        @Nullable String folder) implements Serializable {

    public DataFile {
        Names.checkPath("file name", name);
        if (bytes < 0 || rows < 0) {
            throw new IllegalArgumentException(
                    "File " + name + ": " + bytes + " bytes and " + rows + " rows; neither can be negative");
        }
        if (folder != null) {
            Names.check("folder", folder);
        }
    }

    /** A file in the attempt's directory itself. */
    public DataFile(String name, long bytes, long rows, String crc32c) {
        this(name, bytes, rows, crc32c, null);
    }

    /** Where it lies in the attempt's directory. */
    String path() {
        return folder == null ? name : folder + "/" + name;
    }
}
