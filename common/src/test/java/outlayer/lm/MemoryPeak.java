package outlayer.lm;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The most anonymous memory that this process had while it was open, looked at every few milliseconds. */
final class MemoryPeak implements AutoCloseable {

    private final Thread watcher = new Thread(this::watch, "memory-peak");
    private final long before;
    private volatile long peak;
    private volatile boolean closed;

    MemoryPeak() throws IOException {
        System.gc();
        before = ProcessMemory.anonymousBytes();
        peak = before;
        watcher.start();
    }

    private void watch() {
        while (!closed) {
            look();
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void look() {
        try {
            peak = Math.max(peak, ProcessMemory.anonymousBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Above what there was at the beginning. */
    long bytes() {
        look();
        return peak - before;
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
