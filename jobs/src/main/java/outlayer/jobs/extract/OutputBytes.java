package outlayer.jobs.extract;

import java.util.HashMap;
import java.util.Map;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Feature;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.table.Dtype;
import outlayer.lm.Positions;
import outlayer.quirky.Example;

/**
 * Bytes that units will write, as they are before compression, which gains a tenth. Tokens are not counted for that: one is assumed for
 * two characters of the first hundred prompts of a dataset's first shard, which is more than most texts have.
 */
final class OutputBytes {

    private static final int SAMPLE = 100;
    private static final double CHARACTERS_PER_TOKEN = 2;

    private final Map<String, Double> charactersOfDatasets = new HashMap<>();

    long of(ExtractUnit unit, Feature feature, ModelConfig config) {
        long d = feature.width(config);
        long layers = feature.layers().size();
        if (unit.options().keep() == Keep.STATISTICS) {
            return layers * (d * (d + 1) / 2 + d + StatisticsFiles.CLASSES * d) * Double.BYTES;
        }
        double vectors = unit.rows() * (feature.positions() == Positions.LAST ? 1 : tokens(unit, config));
        return (long)
                (vectors * layers * d * Dtype.named(unit.options().storage()).bytes());
    }

    private double tokens(ExtractUnit unit, ModelConfig config) {
        double characters = charactersOfDatasets.computeIfAbsent(unit.first().dataset(), dataset -> characters(unit));
        return Math.min(config.maxTokens(), Math.max(1, characters / CHARACTERS_PER_TOKEN));
    }

    private static double characters(ExtractUnit unit) {
        return unit.first().examples().stream()
                .limit(SAMPLE)
                .map(Example::statement)
                .mapToInt(String::length)
                .average()
                .orElse(0);
    }
}
