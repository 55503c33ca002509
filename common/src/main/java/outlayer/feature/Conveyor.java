package outlayer.feature;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Three steps over a sequence of items, side by side: a thread in the background prepares the next item, the caller's own thread
 * works on this one, another in the background finishes the one before. Each step sees the items in their order, and no more than
 * three are alive at any time.
 *
 * <p>The first failure of any step, or an interrupt of the caller, ends all three and is thrown to the caller; when it returns, both
 * threads have ended, so that whatever the steps use may be closed.
 */
public final class Conveyor {

    /** Gives the next item, or null after the last. Called in the background. */
    @FunctionalInterface
    public interface Source<T> {
        @Nullable
        T next() throws Exception;
    }

    /** Turns an item into what is made of it. Called by the caller's thread. */
    @FunctionalInterface
    public interface Work<T, R> {
        R apply(T item) throws Exception;
    }

    /** Puts away what was made of an item. Called in the background. */
    @FunctionalInterface
    public interface Sink<R> {
        void accept(R result) throws Exception;
    }

    private Conveyor() {}

    /**
     * Runs the steps over all items.
     *
     * @param name of the two threads, with `-prepare` and `-finish`
     */
    public static <T, R> void run(String name, Source<T> source, Work<T, R> work, Sink<R> sink)
            throws InterruptedException {
        ExecutorService before = thread(name + "-prepare");
        ExecutorService after = thread(name + "-finish");
        try {
            Callable<@Nullable T> next = source::next;
            Future<@Nullable T> prepared = before.submit(next);
            Future<@Nullable Void> finished = CompletableFuture.completedFuture(null);
            for (T item = result(prepared); item != null; item = result(prepared)) {
                prepared = before.submit(next);
                R made = work.apply(item);
                result(finished);
                finished = after.submit(() -> {
                    sink.accept(made);
                    return null;
                });
            }
            result(finished);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(name + " failed: " + e.getMessage(), e);
        } finally {
            end(List.of(before, after));
        }
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What a background step gave; its failure is thrown as it is, with this thread's trace beside it. */
    private static <T extends @Nullable Object> T result(Future<T> step) throws Exception {
        try {
            return step.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : new IllegalStateException(cause);
        }
    }

    /** Interrupts what still runs and waits for its end, whatever interrupts the waiting. */
    private static void end(List<ExecutorService> threads) {
        threads.forEach(ExecutorService::shutdownNow);
        boolean interrupted = false;
        for (ExecutorService thread : threads) {
            while (!thread.isTerminated()) {
                try {
                    thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
