package outlayer.lm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as Linux counts it, native memory included. */
final class ProcessMemory {

    private ProcessMemory() {}

    /** What it holds in memory, pages of mapped files included. */
    static long residentBytes() throws IOException {
        return status("VmRSS:");
    }

    /** The same without the pages of files. */
    static long anonymousBytes() throws IOException {
        return status("RssAnon:");
    }

    private static long status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
