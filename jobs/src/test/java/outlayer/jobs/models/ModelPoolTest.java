package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.LanguageModel;
import outlayer.torch.Device;

/** What a pool keeps open, and what makes room. */
class ModelPoolTest {

    @TempDir
    Path directory;

    private final FakeOpener opener = new FakeOpener();
    private NamedModels models;

    @BeforeEach
    void open() {
        models = new NamedModels(directory);
    }

    private ModelPool pool(long capacity) {
        return new ModelPool(opener, (device, options) -> capacity);
    }

    @Test
    void whatIsGivenBackStaysOpenAndIsOpenedOnce() throws IOException {
        ModelPool pool = pool(90);
        try (ModelPool.Loan first = models.borrow(pool, "a")) {
            assertThat(first.loadSeconds()).isPositive();
        }
        models.borrow(pool, "b").close();
        try (ModelPool.Loan again = models.borrow(pool, "a")) {
            assertThat(NamedModels.isOpen(again.model())).isTrue();
            assertThat(again.loadSeconds()).isZero();
        }
        assertThat(opener.opened()).containsExactly("a", "b");
        assertThat(pool.loads())
                .extracting(Load::directory)
                .containsExactly(models.source("a").base(), models.source("b").base());
        assertThat(pool.loads()).allSatisfy(load -> assertThat(load.seconds()).isPositive());
    }

    /** a, b and one adapter fill 90 of 100 bytes; c needs 40, b was used last. */
    @Test
    void theIdleBaseThatWasUsedLongestAgoMakesRoomAndTakesItsAdaptersAlong() throws IOException {
        ModelPool pool = pool(100);
        ModelPool.Loan a = models.borrow(pool, "a");
        ModelPool.Loan adapted = models.borrow(pool, "a-1");
        ModelPool.Loan b = models.borrow(pool, "b");
        List.of(a, adapted, b).forEach(ModelPool.Loan::close);

        try (ModelPool.Loan c = models.borrow(pool, "c")) {
            assertThat(NamedModels.isOpen(a.model())).isFalse();
            assertThat(NamedModels.isOpen(adapted.model())).isFalse();
            assertThat(NamedModels.isOpen(b.model())).isTrue();
            assertThat(NamedModels.isOpen(c.model())).isTrue();
        }
        models.borrow(pool, "a-1").close();
        assertThat(opener.opened()).containsExactly("a", "a-1", "b", "c", "a", "a-1");
    }

    /** With 60 bytes, two adapters of 10 stand beside one base of 40; the third takes the place of the first. */
    @Test
    void anIdleAdapterGoesBeforeItsBase() throws IOException {
        ModelPool pool = pool(60);
        ModelPool.Loan first = models.borrow(pool, "a-1");
        ModelPool.Loan second = models.borrow(pool, "a-2");
        first.close();
        second.close();
        try (ModelPool.Loan third = models.borrow(pool, "a-3")) {
            assertThat(NamedModels.isOpen(first.model())).isFalse();
            assertThat(NamedModels.isOpen(second.model())).isTrue();
            assertThat(NamedModels.isOpen(third.model())).isTrue();
        }
        assertThat(opener.opened()).containsExactly("a", "a-1", "a-2", "a-3");
    }

    @Test
    void whereNothingIsIdleTheErrorSaysWhatIsInUse() throws IOException {
        ModelPool pool = pool(70);
        try (ModelPool.Loan a = models.borrow(pool, "a")) {
            assertThatThrownBy(() -> models.borrow(pool, "b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Weights of " + models.source("b").base()
                            + " take 0.0 MB on cpu, where 0.0 MB may be filled and 0.0 MB are in use by ["
                            + models.source("a").base()
                            + "]. Raise executor.memory-share or executor.gpu-memory-share, run fewer"
                            + " models at once, or in the files' own precision");
            assertThat(NamedModels.isOpen(a.model())).isTrue();
        }
        models.borrow(pool, "b").close();
        assertThat(opener.opened()).containsExactly("a", "b");
    }

    @Test
    void everyDeviceHasWeightsAndRoomOfItsOwn() throws IOException {
        ModelPool pool = pool(40);
        List<ModelPool.Loan> loans = new ArrayList<>();
        for (String device : List.of("cpu", "gpu:0", "gpu:1")) {
            loans.add(pool.borrow(models.source("a"), Device.parse(device), NamedModels.CONFIGURATION));
        }
        assertThat(loans).extracting(ModelPool.Loan::model).doesNotHaveDuplicates();
        assertThat(opener.opened()).hasSize(3);
    }

    @Test
    void aFailureIsNotRememberedAndTakesNoRoom() throws IOException {
        ModelPool pool = pool(50);
        opener.whileOpening("a-1", () -> {
            throw new IOException("the disk is gone");
        });
        assertThatThrownBy(() -> models.borrow(pool, "a-1"))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        opener.whileOpening("a-1", () -> {});

        models.borrow(pool, "a-1").close();
        models.borrow(pool, "b").close(); // needs all that a and its adapter had
        assertThat(opener.opened()).containsExactly("a", "a-1", "a-1", "b");
        assertThat(pool.loads()).hasSize(3);
    }

    @Test
    void aModelInUseEndsWithTheProcess() throws IOException {
        ModelPool pool = pool(1000);
        ModelPool.Loan idle = models.borrow(pool, "b-1");
        idle.close();
        try (ModelPool.Loan used = models.borrow(pool, "a-1")) {
            pool.close();
            assertThat(NamedModels.isOpen(used.model())).isTrue();
            assertThat(NamedModels.isOpen(idle.model())).isFalse();
        }
    }

    @Test
    void givingBackTwiceIsGivingBackOnce() throws IOException {
        ModelPool pool = pool(40);
        try (ModelPool.Loan used = models.borrow(pool, "a")) {
            ModelPool.Loan other = models.borrow(pool, "a");
            other.close();
            other.close();
            assertThatThrownBy(() -> models.borrow(pool, "b")).hasMessageContaining("are in use by");
            assertThat(NamedModels.isOpen(used.model())).isTrue();
        }
    }

    @Test
    void theSmallestTokenLimitIsRememberedForTheBase() throws IOException {
        ModelPool pool = pool(1000);
        try (ModelPool.Loan one = models.borrow(pool, "a-1");
                ModelPool.Loan other = models.borrow(pool, "b")) {
            assertThat(one.tokenLimit()).isEmpty();
            one.rememberTokenLimit(4096);
            one.rememberTokenLimit(8192);
            assertThat(other.tokenLimit()).isEmpty();
            assertThatThrownBy(() -> one.rememberTokenLimit(0)).hasMessage("Token limit is 0, expected at least 1");
        }
        try (ModelPool.Loan later = models.borrow(pool, "a-2")) {
            assertThat(later.tokenLimit()).hasValue(4096);
        }
    }

    @Test
    void aChangedDirectoryIsAnotherModel() throws IOException {
        ModelPool pool = pool(1000);
        ModelSource before = models.source("a");
        models.borrow(pool, "a").close();
        Path path = Path.of(before.base());
        Files.writeString(path.resolve("config.json"), "{\"changed\": true}");
        ModelSource after = ModelDirectories.source(path, before.executor());

        pool.borrow(after, Device.CPU, NamedModels.CONFIGURATION).close();

        assertThat(opener.opened()).containsExactly("a", "a");
        assertThatThrownBy(() -> pool(1000).borrow(before, Device.CPU, NamedModels.CONFIGURATION))
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
                ModelPool.Loan loan = models.borrow(pool, name);
                loans.add(loan);
                seen.put(loan.model(), name.contains("-") ? FakeOpener.ADAPTER_BYTES : FakeOpener.BASE_BYTES);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("are in use by");
                refused++;
                loans.forEach(ModelPool.Loan::close);
                loans.clear();
            }
            assertThat(loans)
                    .allSatisfy(
                            loan -> assertThat(NamedModels.isOpen(loan.model())).isTrue());
            long open = seen.entrySet().stream()
                    .filter(model -> NamedModels.isOpen(model.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertThat(open).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(capacity);
        }
        assertThat(refused).as("seed %d: how often there was no room", seed).isPositive();
        assertThat(pool.loads()).hasSameSizeAs(opener.opened());
        loans.forEach(ModelPool.Loan::close);
        pool.close();
        assertThat(seen.keySet()).noneMatch(NamedModels::isOpen);
    }
}
