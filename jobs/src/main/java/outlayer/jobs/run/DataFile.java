package outlayer.jobs.run;

import java.io.Serializable;

/**
 * One data file of a unit, as its manifest declares it.
 *
 * @param name relative to the attempt's directory
 * @param rows number of table rows, 0 for what is not a table
 * @param crc32c checksum of all its bytes, eight hexadecimal digits
 */
public record DataFile(String name, long bytes, long rows, String crc32c) implements Serializable {

    public DataFile {
        Names.checkPath("file name", name);
        if (bytes < 0 || rows < 0) {
            throw new IllegalArgumentException(
                    "File " + name + ": " + bytes + " bytes and " + rows + " rows; neither can be negative");
        }
    }
}
