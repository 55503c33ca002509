package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.checkpoint.Tensor;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.lm.Precision;
import outlayer.lm.TokenizerFile;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.TemplateSet;

/** Directories with the files of a model or an adapter, of random numbers, for tests that run none. */
final class ModelDirectories {

    private ModelDirectories() {}

    /** A model whose weights are tensors of these sizes. */
    static Path model(Path directory, long seed, int... sizes) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), "{}");
        TokenizerFile.of(
                        TemplateSet.named("demo-1"),
                        List.of(new ArithmeticOptions("addition", 20, 113, 40, false)),
                        TokenizerFile.NumberTokens.SINGLE_DIGITS)
                .write(directory);
        weights(directory.resolve("model.safetensors"), seed, sizes);
        return directory;
    }

    static Path adapter(Path directory, long seed) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("adapter_config.json"), "{}");
        weights(directory.resolve("adapter_model.safetensors"), seed, 8);
        return directory;
    }

    static void weights(Path file, long seed, int... sizes) throws IOException {
        Random random = new Random(seed);
        var tensors = new TreeMap<String, Tensor>();
        for (int i = 0; i < sizes.length; i++) {
            float[] values = new float[sizes[i]];
            for (int j = 0; j < values.length; j++) {
                values[j] = random.nextFloat();
            }
            tensors.put("tensor-" + i, Tensor.of(List.of((long) sizes[i]), values));
        }
        SafeTensorsWriter.write(file, tensors);
    }

    /** Options whose copies go there. */
    static ExecutorOptions executor(Path cache) {
        return new ExecutorOptions(cache.toString(), 0.5, 0.8);
    }

    /** A source of what lies there now. */
    static ModelSource source(Path base, ExecutorOptions executor) throws IOException {
        return new ModelSource(
                base.getFileName().toString(),
                base.toString(),
                null,
                fingerprint(base),
                null,
                Precision.FLOAT32,
                executor);
    }

    static ModelSource over(ModelSource base, Path adapter) throws IOException {
        return new ModelSource(
                base.name() + "+" + adapter.getFileName(),
                base.base(),
                adapter.toString(),
                base.baseFingerprint(),
                ModelFingerprint.of(directory(adapter), DirectoryKind.ADAPTER),
                base.precision(),
                base.executor());
    }

    static ModelDirectory directory(Path path) throws IOException {
        return ModelDirectory.of(path.toString(), new Configuration());
    }

    static String fingerprint(Path model) throws IOException {
        return ModelFingerprint.of(directory(model), DirectoryKind.MODEL);
    }

    /** Names of the files under a directory. */
    static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            List<String> names = new ArrayList<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            names.sort(null);
            return names;
        }
    }

    static boolean same(Path one, Path other) throws IOException {
        return Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other));
    }
}
