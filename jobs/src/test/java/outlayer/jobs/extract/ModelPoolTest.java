package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Device;
import outlayer.lm.FakeLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.TokenizerFile;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.TemplateSet;

class ModelPoolTest {

    private static final AnswerTokens ANSWERS = new AnswerTokens(1, 2);

    @TempDir
    Path directory;

    private final List<LanguageModel> opened = Collections.synchronizedList(new ArrayList<>());
    private final ModelPool pool = new ModelPool((path, device) -> {
        LanguageModel model = new FakeLanguageModel();
        opened.add(model);
        return model;
    });
    private Path one = Path.of("");
    private Path two = Path.of("");

    @BeforeEach
    void writeDirectories() throws IOException {
        one = model("one");
        two = model("two");
    }

    private Path model(String name) throws IOException {
        Path path = Files.createDirectories(directory.resolve(name));
        TokenizerFile.of(
                        TemplateSet.named("demo-1"),
                        List.of(new ArithmeticOptions("addition", 20, 113, 40, false)),
                        TokenizerFile.NumberTokens.SINGLE_DIGITS)
                .write(path);
        return path;
    }

    private ModelPool.Loan borrow(Path path) throws IOException {
        return pool.borrow(path, ModelFingerprint.of(path), Device.CPU);
    }

    private static void requireClosed(LanguageModel model) {
        assertThatThrownBy(() -> model.read(List.of(new int[] {1}), ANSWERS)).hasMessage("The fake model is closed");
    }

    private static void requireOpen(LanguageModel model) {
        assertThat(model.read(List.of(new int[] {1}), ANSWERS).n()).isEqualTo(1);
    }

    @Test
    void eightBorrowersShareOneModel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<ModelPool.Loan> borrow = () -> borrow(one);
            List<LanguageModel> models = new ArrayList<>();
            for (var loan : threads.invokeAll(Collections.nCopies(8, borrow))) {
                models.add(loan.get().model());
            }
            assertThat(opened).hasSize(1);
            assertThat(models).hasSize(8).containsOnly(opened.get(0));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aModelThatIsGivenBackStaysOpen() throws IOException {
        borrow(one).close();
        try (ModelPool.Loan again = borrow(one)) {
            assertThat(again.model()).isSameAs(opened.get(0));
            requireOpen(again.model());
        }
    }

    @Test
    void anIdleModelIsClosedBeforeAnotherIsOpened() throws IOException {
        borrow(one).close();
        try (ModelPool.Loan second = borrow(two)) {
            requireClosed(opened.get(0));
            requireOpen(second.model());
        }
    }

    @Test
    void aModelInUseStaysOpenWhileAnotherIsOpened() throws IOException {
        try (ModelPool.Loan first = borrow(one);
                ModelPool.Loan second = borrow(two)) {
            requireOpen(first.model());
            requireOpen(second.model());
        }
    }

    /** A model in use ends with the process. */
    @Test
    void atTheEndIdleModelsAreClosed() throws IOException {
        try (ModelPool.Loan first = borrow(one)) {
            borrow(two).close();
            pool.close();
            requireOpen(first.model());
            requireClosed(opened.get(1));
        }
    }

    @Test
    void aChangedDirectoryIsAnotherModel() throws IOException {
        borrow(one).close();
        String before = ModelFingerprint.of(one);
        Files.writeString(one.resolve("config.json"), "{}");

        borrow(one).close();

        assertThat(opened).hasSize(2);
        assertThatThrownBy(() -> pool.borrow(one, before, Device.CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Model directory " + one + " has the fingerprint " + ModelFingerprint.of(one))
                .hasMessageContaining("expected " + before)
                .hasMessageContaining("was it changed meanwhile, or does this executor see another directory");
    }
}
