package outlayer.lm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/** Memory of this process as Linux counts it, native memory included. */
final class ProcessMemory {

    private static final long PAGE_BYTES = 4096;

    private ProcessMemory() {}

    static long residentBytes() throws IOException {
        try (Scanner pages = new Scanner(Path.of("/proc/self/statm"), StandardCharsets.US_ASCII)) {
            pages.nextLong(); // the address space; resident pages come second
            return pages.nextLong() * PAGE_BYTES;
        }
    }
}
