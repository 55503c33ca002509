package outlayer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import outlayer.lm.AnswerTokens;
import outlayer.lm.LanguageModel;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.torch.DeviceMemoryException;

/**
 * Reads features and log-odds off a model, in planned batches. A batch that does not fit the device is halved, and so is the limit
 * that all readers of that model there observe; a single prompt that does not fit has a reason in place of values.
 *
 * <p>All features come from one forward pass; where some want the last token and others all of them, from two, the second of which
 * ends at its highest layer. For one thread at a time.
 */
public final class ModelReader {

    private final LanguageModel model;
    private final List<Feature> features;
    private final List<Taps> passes;
    private final int budgetTokens;
    private final BatchLimit limit;

    /**
     * A reader that the model must outlive.
     *
     * @param budgetTokens of a planned batch, padding included
     */
    public ModelReader(LanguageModel model, List<Feature> features, int budgetTokens, BatchLimit limit) {
        this.model = model;
        this.features = List.copyOf(features);
        this.passes = passes(features);
        this.budgetTokens = budgetTokens;
        this.limit = limit;
    }

    /** Runs the model over all prompts that have tokens; those of a batch are asked for the same answers. */
    public Observations read(Prompts prompts) {
        Map<Optional<AnswerTokens>, List<Integer>> byAnswers = new LinkedHashMap<>();
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            if (prompts.reason(prompt) == null) {
                byAnswers
                        .computeIfAbsent(Optional.ofNullable(prompts.answers(prompt)), answers -> new ArrayList<>())
                        .add(prompt);
            }
        }
        Observations read = new Observations(prompts, features);
        for (List<Integer> usable : byAnswers.values()) {
            int[] lengths = usable.stream()
                    .mapToInt(prompt -> prompts.tokens(prompt).length)
                    .toArray();
            for (int[] batch : BatchPlan.of(lengths, budgetTokens)) {
                read(Arrays.stream(batch).map(usable::get).toArray(), read);
            }
        }
        return read;
    }

    /** Reads a batch, whole or in halves. */
    private void read(int[] batch, Observations into) {
        int computed = computedTokens(batch, into.prompts());
        if (batch.length > 1 && computed > limit.tokens()) {
            readHalves(batch, into);
            return;
        }
        try {
            into.add(batch, computed, passes(batch, into.prompts()));
        } catch (DeviceMemoryException e) {
            if (batch.length == 1) {
                into.refuse(batch[0], "alone, the prompt of " + computed + " tokens does not fit the device's memory");
            } else {
                limit.lower(Math.max(1, computed / 2));
                readHalves(batch, into);
            }
        }
    }

    private void readHalves(int[] batch, Observations into) {
        into.countSplit();
        int half = batch.length / 2;
        read(Arrays.copyOfRange(batch, 0, half), into);
        read(Arrays.copyOfRange(batch, half, batch.length), into);
    }

    private Map<Positions, Readout> passes(int[] batch, Prompts prompts) {
        List<int[]> tokens = new ArrayList<>();
        for (int prompt : batch) {
            tokens.add(prompts.tokens(prompt));
        }
        Map<Positions, Readout> readouts = new EnumMap<>(Positions.class);
        for (Taps taps : passes) {
            // The answers are asked for once.
            readouts.put(
                    taps.positions(), model.read(tokens, readouts.isEmpty() ? prompts.answers(batch[0]) : null, taps));
        }
        return readouts;
    }

    private static int computedTokens(int[] batch, Prompts prompts) {
        int longest = 0;
        for (int prompt : batch) {
            longest = Math.max(longest, prompts.tokens(prompt).length);
        }
        return Math.multiplyExact(longest, batch.length);
    }

    /** One pass for each kind of positions that is wanted, the last token's first; one at least. */
    private static List<Taps> passes(List<Feature> features) {
        List<Taps> passes = new ArrayList<>();
        for (Positions positions : Positions.values()) {
            SortedMap<Point, TreeSet<Integer>> layers = new TreeMap<>();
            for (Feature feature : features) {
                if (feature.positions() == positions) {
                    layers.computeIfAbsent(feature.point(), point -> new TreeSet<>())
                            .addAll(feature.layers());
                }
            }
            Taps taps = Taps.none().at(positions);
            for (Map.Entry<Point, TreeSet<Integer>> entry : layers.entrySet()) {
                taps = taps.and(entry.getKey(), List.copyOf(entry.getValue()));
            }
            if (!layers.isEmpty()) {
                passes.add(taps);
            }
        }
        return passes.isEmpty() ? List.of(Taps.none()) : List.copyOf(passes);
    }
}
