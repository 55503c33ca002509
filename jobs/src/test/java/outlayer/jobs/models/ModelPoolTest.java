package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.LanguageModel;
import outlayer.lm.Taps;
import outlayer.torch.Device;

class ModelPoolTest {

    private static final Configuration CONFIGURATION = new Configuration();

    @TempDir
    Path directory;

    private final FakeOpener opener = new FakeOpener();
    private final Map<String, ModelSource> sources = new HashMap<>();

    private ModelPool pool(long capacity) {
        return new ModelPool(opener, (device, options) -> capacity);
    }

    /** A base such as {@code a}, or an adapter over it such as {@code a-1}; made when it is first named. */
    private ModelSource source(String name) throws IOException {
        ModelSource known = sources.get(name);
        if (known == null) {
            Path path = directory.resolve(name);
            known = name.contains("-")
                    ? ModelDirectories.over(
                            source(name.substring(0, name.indexOf('-'))),
                            ModelDirectories.adapter(path, name.hashCode()))
                    : ModelDirectories.source(
                            ModelDirectories.model(path, name.hashCode(), 8), ModelDirectories.executor(directory));
            sources.put(name, known);
        }
        return known;
    }

    private ModelPool.Loan borrow(ModelPool pool, String name) throws IOException {
        return pool.borrow(source(name), Device.CPU, CONFIGURATION);
    }

    private static boolean isOpen(LanguageModel model) {
        try {
            model.read(List.of(new int[] {1}), null, Taps.none());
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("The fake model is closed");
            return false;
        }
    }

    @Test
    void eightBorrowersShareOneBaseAndItsTwoAdapters() throws Exception {
        ModelPool pool = pool(1000);
        source("a-1");
        source("a-2");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<ModelPool.Loan>> borrowers = new ArrayList<>();
            borrowers.addAll(Collections.nCopies(4, () -> borrow(pool, "a-1")));
            borrowers.addAll(Collections.nCopies(4, () -> borrow(pool, "a-2")));
            List<LanguageModel> models = new ArrayList<>();
            for (Future<ModelPool.Loan> loan : threads.invokeAll(borrowers)) {
                models.add(loan.get().model());
            }
            assertThat(opener.opened()).containsExactlyInAnyOrder("a", "a-1", "a-2");
            assertThat(pool.loads()).hasSize(3);
            assertThat(models.subList(0, 4)).containsOnly(models.get(0));
            assertThat(models.subList(4, 8)).containsOnly(models.get(4)).doesNotContain(models.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsGivenBackStaysOpenAndIsOpenedOnce() throws IOException {
        ModelPool pool = pool(90);
        try (ModelPool.Loan first = borrow(pool, "a")) {
            assertThat(first.loadSeconds()).isPositive();
        }
        borrow(pool, "b").close();
        try (ModelPool.Loan again = borrow(pool, "a")) {
            assertThat(isOpen(again.model())).isTrue();
            assertThat(again.loadSeconds()).isZero();
        }
        assertThat(opener.opened()).containsExactly("a", "b");
        assertThat(pool.loads())
                .extracting(Load::directory)
                .containsExactly(source("a").base(), source("b").base());
        assertThat(pool.loads()).allSatisfy(load -> assertThat(load.seconds()).isPositive());
    }

    /** a, b and one adapter fill 90 of 100 bytes; c needs 40, b was used last. */
    @Test
    void theIdleBaseThatWasUsedLongestAgoMakesRoomAndTakesItsAdaptersAlong() throws IOException {
        ModelPool pool = pool(100);
        ModelPool.Loan a = borrow(pool, "a");
        ModelPool.Loan adapted = borrow(pool, "a-1");
        ModelPool.Loan b = borrow(pool, "b");
        List.of(a, adapted, b).forEach(ModelPool.Loan::close);

        try (ModelPool.Loan c = borrow(pool, "c")) {
            assertThat(isOpen(a.model())).isFalse();
            assertThat(isOpen(adapted.model())).isFalse();
            assertThat(isOpen(b.model())).isTrue();
            assertThat(isOpen(c.model())).isTrue();
        }
        borrow(pool, "a-1").close();
        assertThat(opener.opened()).containsExactly("a", "a-1", "b", "c", "a", "a-1");
    }

    /** With 60 bytes, two adapters of 10 stand beside one base of 40; the third takes the place of the first. */
    @Test
    void anIdleAdapterGoesBeforeItsBase() throws IOException {
        ModelPool pool = pool(60);
        ModelPool.Loan first = borrow(pool, "a-1");
        ModelPool.Loan second = borrow(pool, "a-2");
        first.close();
        second.close();
        try (ModelPool.Loan third = borrow(pool, "a-3")) {
            assertThat(isOpen(first.model())).isFalse();
            assertThat(isOpen(second.model())).isTrue();
            assertThat(isOpen(third.model())).isTrue();
        }
        assertThat(opener.opened()).containsExactly("a", "a-1", "a-2", "a-3");
    }

    @Test
    void whereNothingIsIdleTheErrorSaysWhatIsInUse() throws IOException {
        ModelPool pool = pool(70);
        try (ModelPool.Loan a = borrow(pool, "a")) {
            assertThatThrownBy(() -> borrow(pool, "b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Weights of " + source("b").base()
                            + " take 0.0 MB on cpu, where 0.0 MB may be filled and 0.0 MB are in use by ["
                            + source("a").base()
                            + "]. Raise executor.memory-share or executor.gpu-memory-share, run fewer"
                            + " models at once, or in the files' own precision");
            assertThat(isOpen(a.model())).isTrue();
        }
        borrow(pool, "b").close();
        assertThat(opener.opened()).containsExactly("a", "b");
    }

    @Test
    void everyDeviceHasWeightsAndRoomOfItsOwn() throws IOException {
        ModelPool pool = pool(40);
        List<ModelPool.Loan> loans = new ArrayList<>();
        for (String device : List.of("cpu", "gpu:0", "gpu:1")) {
            loans.add(pool.borrow(source("a"), Device.parse(device), CONFIGURATION));
        }
        assertThat(loans).extracting(ModelPool.Loan::model).doesNotHaveDuplicates();
        assertThat(opener.opened()).hasSize(3);
    }

    /** The opening of a waits for the test, which borrows b meanwhile. */
    @Test
    void openingOneDoesNotHoldUpThoseWhoBorrowAnother() throws Exception {
        ModelPool pool = pool(1000);
        borrow(pool, "b").close();
        source("a");
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch borrowed = new CountDownLatch(1);
        opener.whileOpening("a", () -> {
            opening.countDown();
            await(borrowed);
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<ModelPool.Loan> a = thread.submit(() -> borrow(pool, "a"));
            await(opening);
            try (ModelPool.Loan b = borrow(pool, "b")) {
                assertThat(isOpen(b.model())).isTrue();
            }
            borrowed.countDown();
            assertThat(isOpen(a.get().model())).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Spark stops a task while it opens a; another task waits for a and must not suffer. */
    @Test
    void whoWaitedForAStoppedTaskOpensTheModelItself() throws Exception {
        ModelPool pool = pool(1000);
        source("a");
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        opener.whileOpening("a", () -> {
            opening.countDown();
            await(stop);
            opener.whileOpening("a", () -> {});
            throw new InterruptedIOException("stopped");
        });
        FutureTask<ModelPool.Loan> stopped = new FutureTask<>(() -> borrow(pool, "a"));
        new Thread(stopped).start();
        await(opening);
        FutureTask<ModelPool.Loan> waiting = new FutureTask<>(() -> borrow(pool, "a"));
        Thread waiter = new Thread(waiting);
        waiter.start();
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        stop.countDown();

        assertThatThrownBy(stopped::get).hasRootCauseInstanceOf(InterruptedIOException.class);
        assertThat(isOpen(waiting.get().model())).isTrue();
        assertThat(opener.opened()).containsExactly("a", "a");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aFailureIsNotRememberedAndTakesNoRoom() throws IOException {
        ModelPool pool = pool(50);
        opener.whileOpening("a-1", () -> {
            throw new IOException("the disk is gone");
        });
        assertThatThrownBy(() -> borrow(pool, "a-1"))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        opener.whileOpening("a-1", () -> {});

        borrow(pool, "a-1").close();
        borrow(pool, "b").close(); // needs all that a and its adapter had
        assertThat(opener.opened()).containsExactly("a", "a-1", "a-1", "b");
        assertThat(pool.loads()).hasSize(3);
    }

    @Test
    void aModelInUseEndsWithTheProcess() throws IOException {
        ModelPool pool = pool(1000);
        ModelPool.Loan idle = borrow(pool, "b-1");
        idle.close();
        try (ModelPool.Loan used = borrow(pool, "a-1")) {
            pool.close();
            assertThat(isOpen(used.model())).isTrue();
            assertThat(isOpen(idle.model())).isFalse();
        }
    }

    @Test
    void givingBackTwiceIsGivingBackOnce() throws IOException {
        ModelPool pool = pool(40);
        try (ModelPool.Loan used = borrow(pool, "a")) {
            ModelPool.Loan other = borrow(pool, "a");
            other.close();
            other.close();
            assertThatThrownBy(() -> borrow(pool, "b")).hasMessageContaining("are in use by");
            assertThat(isOpen(used.model())).isTrue();
        }
    }

    @Test
    void theSmallestTokenLimitIsRememberedForTheBase() throws IOException {
        ModelPool pool = pool(1000);
        try (ModelPool.Loan one = borrow(pool, "a-1");
                ModelPool.Loan other = borrow(pool, "b")) {
            assertThat(one.tokenLimit()).isEmpty();
            one.rememberTokenLimit(4096);
            one.rememberTokenLimit(8192);
            assertThat(other.tokenLimit()).isEmpty();
            assertThatThrownBy(() -> one.rememberTokenLimit(0)).hasMessage("Token limit is 0, expected at least 1");
        }
        try (ModelPool.Loan later = borrow(pool, "a-2")) {
            assertThat(later.tokenLimit()).hasValue(4096);
        }
    }

    @Test
    void aChangedDirectoryIsAnotherModel() throws IOException {
        ModelPool pool = pool(1000);
        ModelSource before = source("a");
        borrow(pool, "a").close();
        Path path = Path.of(before.base());
        Files.writeString(path.resolve("config.json"), "{\"changed\": true}");
        ModelSource after = ModelDirectories.source(path, before.executor());

        pool.borrow(after, Device.CPU, CONFIGURATION).close();

        assertThat(opener.opened()).containsExactly("a", "a");
        assertThatThrownBy(() -> pool(1000).borrow(before, Device.CPU, CONFIGURATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Model directory " + path + " has the fingerprint " + after.baseFingerprint()
                        + ", expected " + before.baseFingerprint()
                        + " as when the stage was planned; was it changed meanwhile, or does this executor see another"
                        + " directory of that name?");
    }

    /** Whatever is borrowed and given back in whatever order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsInUseIsOpenAndAllThatIsOpenFits(long seed) throws IOException {
        Random random = new Random(seed);
        long capacity = 100L + random.nextInt(100);
        ModelPool pool = pool(capacity);
        List<String> names = List.of("a", "a-1", "a-2", "b", "b-1", "c", "d", "d-1");
        List<ModelPool.Loan> loans = new ArrayList<>();
        Map<LanguageModel, Integer> seen = new LinkedHashMap<>();
        int refused = 0;
        for (int step = 0; step < 300; step++) {
            if (!loans.isEmpty() && random.nextInt(3) == 0) {
                loans.remove(random.nextInt(loans.size())).close();
                continue;
            }
            String name = names.get(random.nextInt(names.size()));
            try {
                ModelPool.Loan loan = borrow(pool, name);
                loans.add(loan);
                seen.put(loan.model(), name.contains("-") ? FakeOpener.ADAPTER_BYTES : FakeOpener.BASE_BYTES);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("are in use by");
                refused++;
                loans.forEach(ModelPool.Loan::close);
                loans.clear();
            }
            assertThat(loans)
                    .allSatisfy(loan -> assertThat(isOpen(loan.model())).isTrue());
            long open = seen.entrySet().stream()
                    .filter(model -> isOpen(model.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertThat(open).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(capacity);
        }
        assertThat(refused).as("seed %d: how often there was no room", seed).isPositive();
        assertThat(pool.loads()).hasSameSizeAs(opener.opened());
        loans.forEach(ModelPool.Loan::close);
        pool.close();
        assertThat(seen.keySet()).noneMatch(ModelPoolTest::isOpen);
    }
}
