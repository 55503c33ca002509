package outlayer.jobs.fetch;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Tasks on a few threads, begun in their order; the first failure interrupts the others and is thrown. */
final class Parallel {

    private static final int END_SECONDS = 30;

    private Parallel() {}

    /** How many of the tasks said yes. */
    static int count(List<Callable<Boolean>> tasks, int threads) throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<Boolean> completion = new ExecutorCompletionService<>(executor);
            tasks.forEach(completion::submit);
            int yes = 0;
            for (int i = 0; i < tasks.size(); i++) {
                yes += completion.take().get() ? 1 : 0;
            }
            return yes;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            executor.shutdownNow();
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static IOException unwrapped(ExecutionException e) throws InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof InterruptedException) {
            throw new InterruptedException("a task was interrupted");
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
