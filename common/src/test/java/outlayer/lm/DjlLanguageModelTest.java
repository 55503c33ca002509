package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static outlayer.lm.TinyConfigs.ANSWERS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.torch.Device;

final class DjlLanguageModelTest {

    private static final Taps ALL = Taps.residuals(TinyConfigs.llama());

    @TempDir
    private Path dir;

    @Test
    void modelsAndThreadsDoNotDisturbEachOther() throws Exception {
        save(dir.resolve("a"), 1);
        save(dir.resolve("b"), 2);
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 16, 20);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (DjlLanguageModel a = DjlLanguageModel.open(dir.resolve("a"), Device.CPU, Precision.FLOAT32);
                DjlLanguageModel b = DjlLanguageModel.open(dir.resolve("b"), Device.CPU, Precision.FLOAT32)) {
            List<DjlLanguageModel> models = List.of(a, b, a, b);
            double[][] alone = {
                a.read(prompts, ANSWERS, ALL).logOdds(),
                b.read(prompts, ANSWERS, ALL).logOdds()
            };
            assertThat(alone[0]).isNotEqualTo(alone[1]);
            var tasks = new ArrayList<Callable<double[]>>();
            for (DjlLanguageModel model : models) {
                tasks.add(() -> {
                    model.differentiate(prompts, ANSWERS, ALL, List.of());
                    for (int i = 0; i < 20; i++) {
                        model.read(prompts, ANSWERS, ALL);
                    }
                    return model.read(prompts, ANSWERS, ALL).logOdds();
                });
            }
            List<Future<double[]>> together = pool.invokeAll(tasks);
            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone[i % 2]);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void gradientsGiveTheSameLogOddsAsReading() throws Exception {
        save(dir, 1);
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 5, 12);
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.parse("cpu"), Precision.FLOAT32)) {
            assertThat(model.differentiate(prompts, ANSWERS, ALL, List.of())
                            .ofLogOdds()
                            .logOdds())
                    .usingComparatorWithPrecision(1e-6)
                    .containsExactly(model.read(prompts, ANSWERS, ALL).logOdds());
        }
    }

    @Test
    void aGpuThatIsNotThereIsNotReplacedByTheProcessor() throws Exception {
        save(dir, 1);
        assertThatThrownBy(() -> DjlLanguageModel.open(dir, Device.parse("gpu:7"), Precision.FLOAT32))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Device gpu:7 was asked for, libtorch sees ")
                .hasMessageContaining("PYTORCH_FLAVOR=cu128");
    }

    @Test
    void withoutAnswersNoBlockRunsAboveTheHighestTap() throws Exception {
        save(dir, 1);
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 5, 12);
        Taps first = Taps.none().and(Point.RESIDUAL, List.of(1)).and(Point.HEADS, List.of(0));
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU, Precision.FLOAT32)) {
            Readout all = model.read(prompts, ANSWERS, ALL.and(Point.HEADS, List.of(0)));
            Readout part = model.read(prompts, null, first);
            assertThat(part.logOdds()).isEmpty();
            assertThat(part.layers(Point.RESIDUAL)).containsExactly(1);
            assertThat(part.residual(1)).usingComparatorWithPrecision(1e-6f).containsExactly(all.residual(1));
            assertThat(part.vectors(Point.HEADS, 0))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(all.vectors(Point.HEADS, 0));
            assertThatThrownBy(() -> part.residual(2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Layer 2 of residual was not asked for; there are [1]");
        }
    }

    @Test
    void layersThatTheModelHasNotAreRefused() throws Exception {
        save(dir, 1);
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU, Precision.FLOAT32)) {
            assertThatThrownBy(() ->
                            model.read(List.of(new int[] {1}), null, Taps.none().and(Point.MLP, List.of(0, 3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Layer 3 of mlp was asked for, the model has layers 0 to 2");
        }
        assertThatThrownBy(() -> Taps.none().and(Point.MLP, List.of(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layers of mlp are [2, 1], expected one or more, ascending from 0");
    }

    @Test
    void devicesAreNamed() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
        assertThat(Device.parse("gpu:1"))
                .isEqualTo(new Device(Device.Kind.GPU, 1))
                .hasToString("gpu:1");
        assertThatThrownBy(() -> Device.parse("cuda"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Device is 'cuda', expected cpu or gpu:N");
    }

    @Test
    void answersMustDiffer() {
        assertThatThrownBy(() -> new AnswerTokens(5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Answer tokens are 5 (no) and 5 (yes), expected two different ids from 0 on");
    }

    private static void save(Path dir, long seed) throws Exception {
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), seed, TrainerOptions.standard())) {
            trainer.save(dir);
        }
    }
}
