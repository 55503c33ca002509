package outlayer.jobs.extract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.WeightLayout;
import outlayer.feature.Feature;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.settings.SettingsException;
import outlayer.lm.Positions;
import outlayer.lm.Precision;

/**
 * What the missing units will cost, from row counts and architectures alone, before anything runs.
 *
 * @param units that are missing
 * @param rows examples of theirs
 * @param outputBytes to be written, by feature, before compression; see {@link OutputBytes}
 * @param weightBytes the largest base in the precision in which it runs; adapters and what tasks share are not counted
 * @param batchBytes an upper bound of what one batch adds to that; see {@link #batchBytes}
 * @param sumBytes that one task holds where statistics are kept
 */
record Estimate(
        int units, long rows, SortedMap<String, Long> outputBytes, long weightBytes, long batchBytes, long sumBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(Estimate.class);

    /** Tokens of the longest prompts whose attention scores are written out in float32, see decoder.py.txt. */
    private static final int LONGEST_SCORES = 512;

    /** @param models the architecture of each base, by its fingerprint */
    static Estimate of(List<ExtractUnit> missing, Map<String, ModelConfig> models) {
        OutputBytes bytes = new OutputBytes();
        SortedMap<String, Long> output = new TreeMap<>();
        long rows = 0;
        long weights = 0;
        long batch = 0;
        long sums = 0;
        for (ExtractUnit unit : missing) {
            ModelConfig config =
                    Objects.requireNonNull(models.get(unit.source().baseFingerprint()), unit.source()::toString);
            for (Feature feature : unit.features()) {
                output.merge(feature.name(), bytes.of(unit, feature, config), Long::sum);
            }
            rows += unit.rows();
            weights = Math.max(
                    weights,
                    parameters(config) * unit.source().precision().elements().bytes());
            batch = Math.max(batch, batchBytes(unit, config));
            sums = Math.max(sums, sumBytes(unit, config));
        }
        return new Estimate(missing.size(), rows, output, weights, batch, sums);
    }

    /**
     * Memory of one batch of b tokens, as if all that a block makes lived at once in float32: of each token the residual, its norm, what
     * attention and what the feed-forward part adds [4 d]; queries, keys and values, rotated, and as often as heads share them, and what the
     * heads found [8 H D]; the inner layer, twice and their product [4 F]; and the vectors that are kept, of every token where a feature
     * wants all, else of each prompt of a window. Attention is fused and keeps no T x T matrix.
     */
    static long batchBytes(ExtractUnit unit, ModelConfig config) {
        long tokens = unit.options().batchTokens();
        long block = 4L * config.width() + 8L * config.heads() * config.headSize() + 4L * config.innerWidth();
        long kept = tokens * Windows.bytes(unit.features(), Positions.ALL, config)
                + Math.min(tokens, Windows.ROWS) * Windows.bytes(unit.features(), Positions.LAST, config);
        long scores = unit.source().precision() == Precision.FLOAT32
                ? 3L * config.heads() * Math.min(LONGEST_SCORES, tokens)
                : 0;
        return tokens * (block + scores) * Float.BYTES + kept;
    }

    private static long parameters(ModelConfig config) {
        return WeightLayout.of(config).stream()
                .mapToLong(weight -> weight.shape().stream().reduce(1L, Math::multiplyExact))
                .sum();
    }

    /** A scatter, a block of rows and centroids for every layer, in double precision, and one packed scatter on its way to its file. */
    private static long sumBytes(ExtractUnit unit, ModelConfig config) {
        if (unit.options().keep() == Keep.VECTORS) {
            return 0;
        }
        long sum = 0;
        for (Feature feature : unit.features()) {
            long d = feature.width(config);
            long layer = d * d + (StatisticsFiles.BLOCK_ROWS + StatisticsFiles.CLASSES) * d;
            sum += (feature.layers().size() * layer + d * d / 2) * Double.BYTES;
        }
        return sum;
    }

    /** For the log, and for whoever started the stage. */
    void show() {
        LOG.info("{}", this);
    }

    /** Stops the stage where it would cost more than the settings allow. */
    void requireWithin(ExtractOptions options) {
        if (total() > options.caps().outputBytes()) {
            throw new SettingsException(this + ". That is more than extract.max-output = "
                    + size(options.caps().outputBytes())
                    + ": keep fewer layers (extract.features), store them as bfloat16 (extract.storage), keep"
                    + " statistics alone (extract.keep), or raise extract.max-output");
        }
        if (weightBytes + batchBytes > options.caps().deviceBytes()) {
            throw new SettingsException(this + ". That is more than extract.max-device-memory = "
                    + size(options.caps().deviceBytes())
                    + ": lower extract.batch-tokens, run the model in bfloat16 (its `precision`), or raise the cap");
        }
        if (sumBytes > options.statistics().maxMemoryBytes()) {
            throw new SettingsException(this + ". The sums are more than extract.statistics.max-memory = "
                    + size(options.statistics().maxMemoryBytes())
                    + ": keep fewer layers (extract.features), or raise extract.statistics.max-memory");
        }
    }

    private long total() {
        return outputBytes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        String features = outputBytes.entrySet().stream()
                .map(entry -> entry.getKey() + " " + size(entry.getValue()))
                .collect(Collectors.joining(", "));
        return ExtractJob.STAGE + ": " + units + " units of " + rows + " examples; at most " + size(total())
                + " will be written" + (features.isEmpty() ? "" : " (" + features + ")") + "; a device needs "
                + size(weightBytes) + " for weights and at most " + size(batchBytes) + " for a batch"
                + (sumBytes == 0 ? "" : ", a task " + size(sumBytes) + " for sums");
    }

    /** {@code 12.3 MiB}. */
    private static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
