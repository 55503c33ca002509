package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.lm.LanguageModel;

/** A pool that several threads borrow from at once. */
class BusyModelPoolTest {

    @TempDir
    Path directory;

    private final FakeOpener opener = new FakeOpener();
    private final ModelPool pool = new ModelPool(opener, (device, options) -> 1000);
    private NamedModels models;

    @BeforeEach
    void open() {
        models = new NamedModels(directory);
    }

    @Test
    void eightBorrowersShareOneBaseAndItsTwoAdapters() throws Exception {
        models.source("a-1");
        models.source("a-2");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<ModelPool.Loan>> borrowers = new ArrayList<>();
            borrowers.addAll(Collections.nCopies(4, () -> models.borrow(pool, "a-1")));
            borrowers.addAll(Collections.nCopies(4, () -> models.borrow(pool, "a-2")));
            List<LanguageModel> borrowed = new ArrayList<>();
            for (Future<ModelPool.Loan> loan : threads.invokeAll(borrowers)) {
                borrowed.add(loan.get().model());
            }
            assertThat(opener.opened()).containsExactlyInAnyOrder("a", "a-1", "a-2");
            assertThat(pool.loads()).hasSize(3);
            assertThat(borrowed.subList(0, 4)).containsOnly(borrowed.get(0));
            assertThat(borrowed.subList(4, 8)).containsOnly(borrowed.get(4)).doesNotContain(borrowed.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    /** The opening of a waits for the test, which borrows b meanwhile. */
    @Test
    void openingOneDoesNotHoldUpThoseWhoBorrowAnother() throws Exception {
        models.borrow(pool, "b").close();
        models.source("a");
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch borrowed = new CountDownLatch(1);
        opener.whileOpening("a", () -> {
            opening.countDown();
            await(borrowed);
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<ModelPool.Loan> a = thread.submit(() -> models.borrow(pool, "a"));
            await(opening);
            try (ModelPool.Loan b = models.borrow(pool, "b")) {
                assertThat(NamedModels.isOpen(b.model())).isTrue();
            }
            borrowed.countDown();
            assertThat(NamedModels.isOpen(a.get().model())).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Spark stops a task while it opens a; another task waits for a and must not suffer. */
    @Test
    void whoWaitedForAStoppedTaskOpensTheModelItself() throws Exception {
        models.source("a");
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        opener.whileOpening("a", () -> {
            opening.countDown();
            await(stop);
            opener.whileOpening("a", () -> {});
            throw new InterruptedIOException("stopped");
        });
        FutureTask<ModelPool.Loan> stopped = new FutureTask<>(() -> models.borrow(pool, "a"));
        new Thread(stopped).start();
        await(opening);
        FutureTask<ModelPool.Loan> waiting = new FutureTask<>(() -> models.borrow(pool, "a"));
        Thread waiter = new Thread(waiting);
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        stop.countDown();

        assertThatThrownBy(stopped::get).hasRootCauseInstanceOf(InterruptedIOException.class);
        assertThat(NamedModels.isOpen(waiting.get().model())).isTrue();
        assertThat(opener.opened()).containsExactly("a", "a");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
