package outlayer.feature;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.lm.AnswerTokens;
import outlayer.lm.LanguageModel;
import outlayer.lm.Positions;
import outlayer.lm.Readout;
import outlayer.lm.Taps;

/**
 * Reads features and log-odds off a model, in batches as {@link BatchReader} makes them.
 *
 * <p>All features come from one forward pass; where some want the last token and others all of them, from two, the second of which
 * ends at its highest layer. For one thread at a time.
 */
public final class ModelReader {

    private final LanguageModel model;
    private final List<Feature> features;
    private final List<Taps> passes;
    private final BatchReader batches;

    /**
     * A reader that the model must outlive.
     *
     * @param budgetTokens of a planned batch, padding included
     */
    public ModelReader(LanguageModel model, List<Feature> features, int budgetTokens, BatchLimit limit) {
        this.model = model;
        this.features = List.copyOf(features);
        this.passes = passes(features);
        this.batches = new BatchReader(this.features, budgetTokens, limit);
    }

    /** Runs the model over all prompts that have tokens; those of a batch are asked for the same answers. */
    public Observations read(Prompts prompts) {
        return batches.read(prompts, this::visit);
    }

    private BatchResult visit(List<int[]> prompts, @Nullable AnswerTokens answers) {
        Map<Positions, Readout> readouts = new EnumMap<>(Positions.class);
        double[] logOdds = {};
        for (Taps taps : passes) {
            // The answers are asked for once.
            Readout readout = model.read(prompts, readouts.isEmpty() ? answers : null, taps);
            logOdds = readouts.isEmpty() ? readout.logOdds() : logOdds;
            readouts.put(taps.positions(), readout);
        }
        Map<String, BatchVectors> vectors = new LinkedHashMap<>();
        for (Feature feature : features) {
            Readout readout = Objects.requireNonNull(readouts.get(feature.positions()));
            List<float[]> layers = feature.layers().stream()
                    .map(layer -> readout.vectors(feature.point(), layer))
                    .toList();
            vectors.put(feature.name(), new BatchVectors(layers, readout.rows(), feature.positions()));
        }
        return new BatchResult(logOdds, vectors);
    }

    /** One pass for each kind of positions that is wanted, the last token's first; one at least. */
    private static List<Taps> passes(List<Feature> features) {
        List<Taps> passes = new ArrayList<>();
        for (Positions positions : Positions.values()) {
            Taps taps = Taps.none().at(positions);
            for (Feature feature : features) {
                if (feature.positions() == positions) {
                    taps = taps.and(feature.point(), feature.layers());
                }
            }
            if (!taps.layers().isEmpty()) {
                passes.add(taps);
            }
        }
        return passes.isEmpty() ? List.of(Taps.none()) : List.copyOf(passes);
    }
}
