package outlayer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a model answers the test examples; log-odds are logit(Yes) - logit(No), and an example without them is left out.
 *
 * @param examples that have log-odds
 * @param separation mean log-odds where the asker's own label is Yes, less the mean where it is No; null if either has no example
 * @param variance of the log-odds over all examples (divided by n); null without examples
 * @param ownAlice counts of the log-odds of Alice's own label on her prompts where the two labels differ, in the bins of
 *     {@link #bin}; those of Bob's label are their mirror image
 * @param ownBob the same of Bob's own label on his prompts
 */
public record Answers(
        long examples,
        @Nullable Double separation,
        @Nullable Double variance,
        List<Integer> ownAlice,
        List<Integer> ownBob) {

    /** Nats from zero to where the last bins begin, which count all that lies beyond. */
    public static final double REACH = 20;

    /** Nats. */
    public static final double BIN_WIDTH = 0.5;

    public static final int BINS = (int) (2 * REACH / BIN_WIDTH) + 2;

    public Answers {
        ownAlice = List.copyOf(ownAlice);
        ownBob = List.copyOf(ownBob);
    }

    public static Answers of(List<TestExample> examples) {
        List<TestExample> answered = examples.stream()
                .filter(example -> !Double.isNaN(example.logOdds()))
                .toList();
        Double yes = mean(answered.stream().filter(Answers::ownLabel).toList());
        Double no = mean(answered.stream().filter(example -> !ownLabel(example)).toList());
        Double mean = mean(answered);
        Double variance = mean == null
                ? null
                : Double.valueOf(answered.stream()
                        .mapToDouble(example -> (example.logOdds() - mean) * (example.logOdds() - mean))
                        .average()
                        .orElseThrow());
        return new Answers(
                answered.size(),
                yes == null || no == null ? null : yes - no,
                variance,
                own(answered.stream().filter(example -> !example.anomalous())),
                own(answered.stream().filter(TestExample::anomalous)));
    }

    public AnswersRow row(ResultKey key) {
        return new AnswersRow(
                key.model(),
                key.dataset(),
                key.variant(),
                examples,
                separation,
                variance,
                text(ownAlice),
                text(ownBob));
    }

    /** Which bin holds these log-odds: the first those below -{@link #REACH}, the last those from {@link #REACH} on. */
    static int bin(double logOdds) {
        double place = Math.floor((logOdds + REACH) / BIN_WIDTH);
        return 1 + (int) Math.max(-1, Math.min(BINS - 2, place));
    }

    private static boolean ownLabel(TestExample example) {
        return example.anomalous() ? example.bobLabel() : example.aliceLabel();
    }

    private static @Nullable Double mean(List<TestExample> examples) {
        return examples.isEmpty()
                ? null
                : Double.valueOf(examples.stream()
                        .mapToDouble(TestExample::logOdds)
                        .average()
                        .orElseThrow());
    }

    private static List<Integer> own(Stream<TestExample> examples) {
        int[] counts = new int[BINS];
        examples.filter(example -> !example.labelsAgree())
                .forEach(example -> counts[bin(ownLabel(example) ? example.logOdds() : -example.logOdds())]++);
        return Arrays.stream(counts).boxed().toList();
    }

    private static String text(List<Integer> counts) {
        return counts.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
