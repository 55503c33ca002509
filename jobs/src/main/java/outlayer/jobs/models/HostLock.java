package outlayer.jobs.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One holder per host: among the threads of this JVM, and among JVMs by a lock on a file, which the system takes back when a process
 * ends, however it ends. The file stays, since whoever removed it could remove another's.
 */
final class HostLock {

    /** What is done alone. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

    private HostLock() {}

    /** Waits until nobody else holds it; {@code onWait} runs if another process does. */
    static <T> T holding(Path file, Runnable onWait, Work<T> work) throws IOException {
        ReentrantLock threads = IN_THIS_JVM.computeIfAbsent(file.toAbsolutePath(), path -> new ReentrantLock());
        try {
            threads.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while waiting for " + file).initCause(e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                onWait.run();
                channel.lock();
            }
            return work.run(); // closing the channel gives the lock back
        } finally {
            threads.unlock();
        }
    }
}
