package outlayer.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import outlayer.feature.BatchPlan;
import outlayer.lm.TrainingBatch;

/**
 * Cuts the examples of a step into parts that pass through the model one after another. What fits as a whole stays as it was
 * dealt; otherwise examples of like length go together, so that little is computed for padding.
 *
 * @param tokens of a pass, padding included; an example longer than that passes alone
 */
record Passes(int tokens) {

    /** Prompts that are planned together. */
    private static final int WINDOW = 512;

    /** Half as many tokens a pass. */
    Passes halved() {
        return new Passes(Math.max(1, tokens / 2));
    }

    List<TrainingBatch> of(List<TokenisedExample> examples) {
        return plan(examples.stream().map(TokenisedExample::tokens).toList()).stream()
                .map(part -> batch(IntStream.of(part).mapToObj(examples::get).toList()))
                .toList();
    }

    /** Which prompts pass together. */
    List<int[]> plan(List<int[]> prompts) {
        int[] lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        long whole = (long) lengths.length * IntStream.of(lengths).max().orElse(0);
        if (whole <= tokens) {
            return List.of(IntStream.range(0, lengths.length).toArray());
        }
        List<int[]> plan = new ArrayList<>();
        for (int from = 0; from < lengths.length; from += WINDOW) {
            int first = from;
            int[] window = Arrays.copyOfRange(lengths, from, Math.min(lengths.length, from + WINDOW));
            for (int[] pass : BatchPlan.of(window, tokens)) {
                plan.add(IntStream.of(pass).map(i -> first + i).toArray());
            }
        }
        return plan;
    }

    private TrainingBatch batch(List<TokenisedExample> examples) {
        return new TrainingBatch(
                examples.stream().map(TokenisedExample::tokens).toArray(int[][]::new),
                examples.stream().mapToInt(TokenisedExample::answer).toArray(),
                examples.stream().map(TokenisedExample::resultSpan).toArray(int[][]::new));
    }
}
