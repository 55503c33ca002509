package outlayer.jobs.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import outlayer.torch.Device;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command behind `make bench`: runs benchmarks one after another, prints a line for each and writes it as JSON. Ends with 1
 * when one of full size misses what it must reach.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs the benchmarks, alone on its machine if they are to mean anything.")
public final class Bench implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "benchmarks to run, by the beginning of their names (default: all)")
    private List<String> names = new ArrayList<>();

    @Option(names = "--small", description = "small sizes: shows that all of them run, proves nothing")
    private boolean small;

    @Option(names = "--out", paramLabel = "DIR", description = "where data and results go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out/bench");

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "a Python with torch 2.7.1 and transformers 4.57.1: adds the benchmarks against them")
    private @Nullable String python;

    @Option(names = "--device", paramLabel = "gpu:N", description = "a GPU: adds the benchmark of an 8B model on it")
    private @Nullable String device;

    @Option(
            names = "--peak",
            paramLabel = "TFLOP/S",
            description = "the GPU's dense bfloat16 rate (default: ${DEFAULT-VALUE}, H100 SXM)")
    private double peakTeraflops = 989;

    Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Sizes sizes = small ? Sizes.SMALL : Sizes.FULL;
        Path results = small ? out.resolve("small") : out;
        ResultTable table = new ResultTable(new PrintStream(System.out, true, StandardCharsets.UTF_8), sizes);
        boolean met = true;
        try (SparkSession spark = spark()) {
            Map<String, Supplier<Result>> chosen = chosen(all(spark, sizes));
            table.header();
            for (Supplier<Result> benchmark : chosen.values()) {
                Result result = benchmark.get();
                table.add(result);
                ResultFile.write(results, result, sizes);
                met &= result.met();
            }
        }
        return met || !sizes.judged() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Map<String, Supplier<Result>> all(SparkSession spark, Sizes sizes) {
        CovarianceBenchmarks covariance = new CovarianceBenchmarks(spark, out, sizes);
        ReadingBenchmark reading = new ReadingBenchmark(spark, out, sizes);
        ScoringBenchmark scoring = new ScoringBenchmark(sizes);
        FlowBenchmarks flow = new FlowBenchmarks(out, sizes);
        DecoderBenchmarks decoder = new DecoderBenchmarks(out, sizes);
        ForwardBenchmarks forward = new ForwardBenchmarks(out, sizes);
        EffectBenchmarks effects = new EffectBenchmarks(out, sizes);
        DatasetsBenchmark datasets = new DatasetsBenchmark(out, sizes);
        Map<String, Supplier<Result>> all = new LinkedHashMap<>();
        all.put("covariance-tall", covariance::tall);
        all.put("covariance-square", covariance::square);
        all.put("covariance-all-layers", covariance::allLayers);
        all.put("read-one-layer", reading::run);
        all.put("scoring-partial-rank", scoring::partialRank);
        all.put("scoring-full-rank", scoring::fullRank);
        all.put("scoring-float32", scoring::floats);
        all.put("lof", new NeighboursBenchmark(sizes)::lof);
        all.put("auc", new AucBenchmark(spark, sizes)::run);
        all.put("flow-training-64", flow::trainSmall);
        all.put("flow-training-wide", flow::trainWide);
        all.put("flow-scoring-64", flow::scoreSmall);
        all.put("flow-scoring-wide", flow::scoreWide);
        all.put("decoder-tiny", decoder::readTiny);
        all.put("decoder-residuals", forward::residuals);
        all.put("decoder-mixed-lengths", forward::mixedLengths);
        all.put("decoder-attribution", effects::attribution);
        all.put("decoder-probe-shift", effects::probeShift);
        all.put("sae-encoding", effects::encoding);
        all.put("datasets-100k", datasets::hundredThousand);
        all.put("datasets-1m", datasets::million);
        all.put("datasets-10m", datasets::tenMillion);
        all.put("report-full-size", new ReportBenchmark(sizes)::run);
        all.put("training-tiny", decoder::trainTiny);
        all.put("training-middling", decoder::trainMiddling);
        if (python != null) {
            PeerBenchmarks peers = new PeerBenchmarks(out, sizes, python);
            all.put("peers-same-batches", peers::sameBatches);
            all.put("peers-own-batches", peers::ownBatches);
        }
        if (device != null) {
            DeviceBenchmark big = new DeviceBenchmark(out, sizes, Device.parse(device), peakTeraflops, python);
            all.put("device-8b", big::run);
        }
        return all;
    }

    private Map<String, Supplier<Result>> chosen(Map<String, Supplier<Result>> all) {
        Map<String, Supplier<Result>> chosen = new LinkedHashMap<>(all);
        if (!names.isEmpty()) {
            chosen.keySet().removeIf(key -> names.stream().noneMatch(key::startsWith));
        }
        for (String name : names) {
            if (all.keySet().stream().noneMatch(key -> key.startsWith(name))) {
                throw new IllegalArgumentException("No benchmark begins with '" + name + "'; found " + all.keySet());
            }
        }
        return chosen;
    }

    /** Two tasks at once, as the requirements say, however many cores there are. */
    private static SparkSession spark() {
        return SparkSession.builder()
                .appName("outlayer bench")
                .master("local[2]")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.maxResultSize", "4g")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }
}
