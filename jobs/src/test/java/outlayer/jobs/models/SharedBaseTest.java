package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.LoraAdapter;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.Projection;
import outlayer.checkpoint.Tensor;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Precision;
import outlayer.lm.Taps;
import outlayer.torch.Device;

/** A shipped model by libtorch, with several adapters over it at the same time. */
class SharedBaseTest {

    private static final Path BASE =
            Path.of("..", "conf", "models", "tiny-llama").toAbsolutePath().normalize();
    private static final List<String> DATASETS = List.of("addition", "subtraction", "multiplication");
    private static final int RANK = 4;

    @TempDir
    Path directory;

    @Test
    void oneBaseIsLoadedOnceForAdaptersThatThreadsRunSideBySide() throws Exception {
        ModelOptions options = new ModelOptions(
                "tiny", BASE.toString(), StoreFileSystem.location(directory) + "/{dataset}", Precision.FLOAT32);
        ModelConfig config = ModelConfig.read(BASE);
        List<ModelSource> sources = new ArrayList<>();
        sources.add(source(options, "base", "addition"));
        for (int i = 0; i < DATASETS.size(); i++) {
            writeAdapter(directory.resolve(DATASETS.get(i)), config, i);
            sources.add(source(options, "quirky", DATASETS.get(i)));
        }
        Map<ModelSource, double[]> alone = new LinkedHashMap<>();
        for (ModelSource source : sources) {
            try (ModelPool pool = pool()) {
                alone.put(source, logOdds(pool, source));
            }
        }
        assertThat(alone.values().stream().map(values -> values[0])).doesNotHaveDuplicates();

        ModelPool shared = pool();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<double[]>> readers = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                sources.forEach(source -> readers.add(() -> logOdds(shared, source)));
            }
            List<Future<double[]>> read = threads.invokeAll(readers);
            for (int i = 0; i < read.size(); i++) {
                ModelSource source = sources.get(i % sources.size());
                assertThat(read.get(i).get()).as("%s", source).isEqualTo(alone.get(source));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(shared.loads().stream().map(Load::directory))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(BASE.toString()),
                                sources.stream().flatMap(source -> Stream.ofNullable(source.adapter())))
                        .toList());
        shared.close();
    }

    private static ModelPool pool() {
        return new ModelPool(new DjlOpener(), HostMemory.INSTANCE);
    }

    private ModelSource source(ModelOptions options, String variant, String dataset) throws IOException {
        return ModelSource.of(
                options,
                variant,
                dataset,
                ModelDirectories.executor(directory.resolve("cache")),
                StoreFileSystem.configuration());
    }

    private static double[] logOdds(ModelPool pool, ModelSource source) throws IOException {
        Configuration configuration = StoreFileSystem.configuration();
        try (ModelPool.Loan loan = pool.borrow(source, Device.CPU, configuration)) {
            int[] prompt = loan.tokenizer().encode("Name: Bob\n\n1 + 1 = 3.").ids();
            return loan.model()
                    .read(List.of(prompt), new AnswerTokens(1, 2), Taps.none())
                    .logOdds();
        }
    }

    private static void writeAdapter(Path path, ModelConfig base, long seed) throws IOException {
        Random random = new Random(seed);
        LoraConfig config = LoraConfig.of(RANK, 16, List.of(Projection.QUERY, Projection.DOWN), null);
        LoraAdapter.write(
                path,
                config,
                base,
                (block, projection) -> new LoraAdapter.Factors(
                        gaussian(random, RANK, projection.inputs(base)),
                        gaussian(random, projection.outputs(base), RANK),
                        16.0 / RANK));
    }

    private static Tensor gaussian(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.1 * random.nextGaussian());
        }
        return Tensor.of(List.of((long) rows, (long) columns), values);
    }
}
