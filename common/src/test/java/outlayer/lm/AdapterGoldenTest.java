package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.torch.Device;

/** Adapters over one base, none of which may be felt by the base or by another. */
final class AdapterGoldenTest {

    private static final double TOLERANCE = 1e-5;
    private static final GoldenCase BARE = new GoldenCase("llama", null);
    private static final GoldenCase RECIPE = new GoldenCase("llama", "recipe");
    private static final GoldenCase RSLORA = new GoldenCase("llama", "rslora");

    private final GoldenPrompts asked;

    AdapterGoldenTest() throws IOException {
        asked = GoldenPrompts.read();
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#adapted")
    void theGoldenAdaptersChangeEveryPoint(GoldenCase golden) throws Exception {
        Readout bare = new GoldenCase(golden.checkpoint(), null).expected();
        Readout adapted = golden.expected();
        for (Point point : Point.values()) {
            int top = bare.layers(point).size() - 1;
            float[] vectors = bare.vectors(point, top);
            int width = vectors.length / bare.rows();
            for (int i = 0; i < bare.rows(); i++) {
                assertThat(Agreement.relativeError(adapted.vectors(point, top), i, vectors, i, width))
                        .as("prompt %d, layer %d of %s", i, top, point.key())
                        .isGreaterThan(0.05);
            }
        }
    }

    @Test
    void oneBaseServesAllAndIsNotChangedByAny() throws Exception {
        Taps everything = BARE.everything();
        try (DjlLanguageModel base = open(BARE);
                DjlLanguageModel rslora = base.withAdapter(adapter(RSLORA))) {
            for (int round = 0; round < 2; round++) {
                try (DjlLanguageModel recipe = base.withAdapter(adapter(RECIPE))) {
                    agree(recipe.read(asked.prompts(), asked.answers(), everything), RECIPE);
                    agree(base.read(asked.prompts(), asked.answers(), everything), BARE);
                    agree(rslora.read(asked.prompts(), asked.answers(), everything), RSLORA);
                }
                agree(rslora.read(asked.prompts(), asked.answers(), everything), RSLORA);
                agree(base.read(asked.prompts(), asked.answers(), everything), BARE);
            }
        }
    }

    @Test
    void sideBySideInThreadsEachGivesWhatItGivesAlone() throws Exception {
        Taps everything = BARE.everything();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (DjlLanguageModel base = open(BARE);
                DjlLanguageModel recipe = base.withAdapter(adapter(RECIPE));
                DjlLanguageModel rslora = base.withAdapter(adapter(RSLORA))) {
            List<DjlLanguageModel> models = List.of(base, recipe, rslora, recipe, rslora, base);
            var alone = new ArrayList<Readout>();
            var slopes = new ArrayList<Readout>();
            var tasks = new ArrayList<Callable<List<Readout>>>();
            for (DjlLanguageModel model : models) {
                alone.add(model.read(asked.prompts(), asked.answers(), everything));
                slopes.add(slopes(model, everything));
                tasks.add(() -> {
                    var readouts = new ArrayList<Readout>();
                    for (int i = 0; i < 10; i++) {
                        readouts.add(model.read(asked.prompts(), asked.answers(), everything));
                        readouts.add(slopes(model, everything));
                    }
                    return readouts;
                });
            }
            List<Future<List<Readout>>> together = pool.invokeAll(tasks);
            for (int m = 0; m < models.size(); m++) {
                List<Readout> readouts = together.get(m).get();
                for (int i = 0; i < readouts.size(); i++) {
                    same(readouts.get(i), (i % 2 == 0 ? alone : slopes).get(m));
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    private Readout slopes(DjlLanguageModel model, Taps taps) {
        return model.differentiate(asked.prompts(), asked.answers(), taps, List.of())
                .ofLogOdds();
    }

    private static DjlLanguageModel open(GoldenCase golden) throws IOException {
        return DjlLanguageModel.open(golden.dir(), Device.CPU, Precision.FLOAT32);
    }

    private static Path adapter(GoldenCase golden) {
        return GoldenCase.path(golden.toString());
    }

    private static void agree(Readout found, GoldenCase golden) throws IOException {
        Agreement.assertRows(found, golden.expected(), TOLERANCE);
        Agreement.assertLogOdds(found, golden.expected(), TOLERANCE);
    }

    /** Bit for bit. */
    private static void same(Readout found, Readout expected) {
        assertThat(found.logOdds()).isEqualTo(expected.logOdds());
        for (Point point : Point.values()) {
            assertThat(found.layers(point)).isEqualTo(expected.layers(point));
            for (int layer : expected.layers(point)) {
                assertThat(found.vectors(point, layer))
                        .as("layer %d of %s", layer, point.key())
                        .isEqualTo(expected.vectors(point, layer));
            }
        }
    }
}
