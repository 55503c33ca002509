package outlayer.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Gradients;
import outlayer.lm.LanguageModel;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Taps;

/**
 * Reads effects off a model, in batches as {@link BatchReader} makes them: one forward pass for all, one backward pass for the log-odds of the
 * answers, and one for each probe. For one thread at a time.
 */
public final class EffectReader {

    private final LanguageModel model;
    private final List<Effect> effects;
    private final Taps taps;
    private final List<LinearProbe> probes;
    private final BatchReader batches;

    /**
     * A reader that the model must outlive; stops where an effect does not fit it.
     *
     * @param budgetTokens of a planned batch, padding included
     */
    public EffectReader(LanguageModel model, List<? extends Effect> effects, int budgetTokens, BatchLimit limit) {
        this.model = model;
        this.effects = List.copyOf(effects);
        effects.forEach(effect -> effect.requireFits(model.config()));
        Taps needed = Taps.none();
        for (Effect effect : effects) {
            for (Map.Entry<Point, List<Integer>> entry : effect.taps().layers().entrySet()) {
                needed = needed.and(entry.getKey(), entry.getValue());
            }
        }
        taps = needed;
        probes = effects.stream()
                .flatMap(effect -> effect.probes().stream())
                .distinct()
                .toList();
        batches = new BatchReader(this.effects, budgetTokens, limit);
    }

    /**
     * Runs the model over all prompts that have tokens; those of a batch are asked for the same answers, which every prompt must have.
     *
     * @return the vectors of each effect, and the log-odds
     */
    public Observations read(Prompts prompts) {
        if (!prompts.asked()) {
            throw new IllegalArgumentException("Effects "
                    + effects.stream().map(VectorKind::name).collect(Collectors.joining(", "))
                    + " are effects on the answers' log-odds, but the prompts are asked for no answers");
        }
        return batches.read(prompts, this::visit);
    }

    private BatchResult visit(List<int[]> prompts, @Nullable AnswerTokens answers) {
        if (answers == null) {
            throw new IllegalStateException("A batch of " + prompts.size() + " prompts has no answers");
        }
        Gradients gradients = model.differentiate(prompts, answers, taps, probes);
        Map<String, BatchVectors> vectors = new LinkedHashMap<>();
        for (Effect effect : effects) {
            List<float[]> layers = effect.layers().stream()
                    .map(layer -> effect.vectors(layer, gradients))
                    .toList();
            vectors.put(effect.name(), new BatchVectors(layers, prompts.size(), effect.positions()));
        }
        return new BatchResult(gradients.values().logOdds(), vectors);
    }
}
