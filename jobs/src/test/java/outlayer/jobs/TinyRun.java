package outlayer.jobs;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.spark.sql.SparkSession;
import outlayer.checkpoint.ModelConfig;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.TrainerOptions;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.TemplateSet;

/** The smallest experiment that goes through every stage: a random model of two blocks, a quirky one per dataset. */
public final class TinyRun {

    /** d of the models, and their layers of the residual stream. */
    public static final int WIDTH = 16;

    public static final int LAYERS = 3;

    private static final List<String> DATASETS = List.of("addition", "subtraction");
    private static final List<ArithmeticOptions> OPTIONS = DATASETS.stream()
            .map(name -> new ArithmeticOptions(name, 100, 113, 4000, false))
            .toList();

    /** For {@code --set}. */
    public static final String WITHOUT_REPORT = "run.stages=[datasets, extract, fit, score, evaluate]";

    /**
     * What it publishes: datasets and their lengths in tokens, a trusted and two test shards a group, a fit a layer, scores and their
     * aggregates, evaluations.
     */
    public static final int UNITS = 4 + 12 + 4 * LAYERS + 2 * 8 + 4;

    private final Path models;

    private TinyRun(Path models) {
        this.models = models;
    }

    /** Writes the models into {@code directory/models}. */
    public static TinyRun in(Path directory) throws IOException {
        TinyRun tiny = new TinyRun(Files.createDirectories(directory.resolve("models")));
        tiny.model("tiny", 64, 1);
        for (int i = 0; i < DATASETS.size(); i++) {
            tiny.model("tiny-" + DATASETS.get(i), 64, 2 + i);
        }
        return tiny;
    }

    /** A random Hugging Face directory. */
    public Path model(String name, int maxTokens, long seed) throws IOException {
        Path directory = Files.createDirectories(models.resolve(name));
        TokenizerFile tokenizer = TokenizerFile.of(TemplateSet.named("demo-1"), OPTIONS, NumberTokens.CHUNKS_OF_THREE);
        tokenizer.write(directory);
        String json = """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": %d, "hidden_size": %d,
                 "intermediate_size": 24, "num_hidden_layers": %d, "num_attention_heads": 4, "num_key_value_heads": 2,
                 "head_dim": 4, "hidden_act": "silu", "rms_norm_eps": 1e-5, "rope_theta": 10000.0,
                 "max_position_embeddings": %d, "tie_word_embeddings": false, "bos_token_id": 1}
                """.formatted(tokenizer.tokens().size(), WIDTH, LAYERS - 1, maxTokens);
        ModelConfig config = ModelConfig.of(JsonParser.parseString(json).getAsJsonObject(), "TinyRun");
        try (DecoderTrainer random = DecoderTrainer.random(config, seed, TrainerOptions.standard())) {
            random.save(directory);
        }
        return directory;
    }

    public Path models() {
        return models;
    }

    /** The experiment file: one model, two datasets, both variants, test parts of two shards. */
    public String text(String root) {
        return """
                run { root = "%s" }
                models = [ { name = tiny, path = "%s/tiny", quirky = "%s/tiny-{dataset}" } ]
                datasets = [
                  { name = addition, operand-limit = 100, questions = 4000, distinct = false }
                  { name = subtraction, operand-limit = 100, questions = 4000, distinct = false }
                ]
                parts {
                  shard-size = 64
                  caps { train = 60, validation = 40, trusted = 60, calibration = 20, untrusted = 20, test = 60 }
                }
                extract { device = cpu }
                """.formatted(root, models, models);
    }

    public Experiment experiment(Path root, String... overrides) {
        return ExperimentFile.parse(text(root.toString()), "tiny.conf", List.of(overrides));
    }

    /** All stages but the report, whose drawing takes longer than all others together. */
    public Experiment withoutReport(Path root, String... overrides) {
        return withoutReport(root.toString(), overrides);
    }

    public Experiment withoutReport(String root, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add(WITHOUT_REPORT);
        return ExperimentFile.parse(text(root), "tiny.conf", all);
    }

    /** The session of one test class; the class stops it. */
    public static SparkSession spark(int cores) {
        return SparkSession.builder()
                .master("local[" + cores + "]")
                .appName("outlayer tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /** What the newest recorded run consists of: each unit's files by content. Equal runs give equal maps. */
    public static SortedMap<String, String> contents(RunDirectory run) {
        SortedMap<String, String> contents = new TreeMap<>();
        run.latest()
                .orElseThrow()
                .units()
                .forEach((stage, keys) -> keys.forEach(key -> {
                    Manifest manifest = run.find(stage, key).orElseThrow();
                    String files = run.files(manifest).stream()
                            .map(file -> file.name() + " " + file.rows() + " " + content(file))
                            .collect(Collectors.joining(", "));
                    contents.put(manifest.spec() + " " + key, files + " " + manifest.counts());
                }));
        return contents;
    }

    /** Checksum of all but Parquet's footer, in which the order of encodings differs from one JVM to the next. */
    private static long content(RunFile file) {
        file.verify();
        try (InputStream in = file.open()) {
            byte[] bytes = in.readAllBytes();
            int end = bytes.length;
            if (file.name().endsWith(".parquet")) {
                end -= 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end - 8);
            }
            CRC32C sum = new CRC32C();
            sum.update(bytes, 0, end);
            return sum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SortedMap<String, String> contents(Path root) {
        return contents(Runs.local(root));
    }

    /** All files under a folder, by path from there. */
    public static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<String> files = new ArrayList<>();
            walk.filter(Files::isRegularFile)
                    .forEach(file -> files.add(folder.relativize(file).toString()));
            return files.stream().sorted().toList();
        }
    }
}
