package outlayer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import outlayer.lm.AnswerTokens;
import outlayer.torch.DeviceMemoryException;

/**
 * Visits a model with prompts in planned batches. A batch that does not fit the device is halved, and so is the limit that all readers of
 * that model there observe; a single prompt that does not fit has a reason in place of values.
 *
 * @param budgetTokens of a planned batch, padding included
 */
record BatchReader(List<? extends VectorKind> kinds, int budgetTokens, BatchLimit limit) {

    /** One visit of the model. */
    @FunctionalInterface
    interface Visit {
        /**
         * What prompts gave that are asked for the same answers.
         *
         * @throws DeviceMemoryException where the batch does not fit
         */
        BatchResult of(List<int[]> prompts, @Nullable AnswerTokens answers);
    }

    /** Visits with all prompts that have tokens; those of a batch are asked for the same answers. */
    Observations read(Prompts prompts, Visit visit) {
        Map<Optional<AnswerTokens>, List<Integer>> byAnswers = new LinkedHashMap<>();
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            if (prompts.reason(prompt) == null) {
                byAnswers
                        .computeIfAbsent(Optional.ofNullable(prompts.answers(prompt)), answers -> new ArrayList<>())
                        .add(prompt);
            }
        }
        Observations read = new Observations(prompts, kinds);
        for (List<Integer> usable : byAnswers.values()) {
            int[] lengths = usable.stream()
                    .mapToInt(prompt -> prompts.tokens(prompt).length)
                    .toArray();
            for (int[] batch : BatchPlan.of(lengths, budgetTokens)) {
                read(Arrays.stream(batch).map(usable::get).toArray(), visit, read);
            }
        }
        return read;
    }

    /** Reads a batch, whole or in halves. */
    private void read(int[] batch, Visit visit, Observations into) {
        Prompts prompts = into.prompts();
        int computed = computedTokens(batch, prompts);
        if (batch.length > 1 && computed > limit.tokens()) {
            readHalves(batch, visit, into);
            return;
        }
        try {
            List<int[]> tokens = Arrays.stream(batch).mapToObj(prompts::tokens).toList();
            into.add(batch, computed, visit.of(tokens, prompts.answers(batch[0])));
        } catch (DeviceMemoryException e) {
            if (batch.length == 1) {
                into.refuse(batch[0], "alone, the prompt of " + computed + " tokens does not fit the device's memory");
            } else {
                limit.lower(Math.max(1, computed / 2));
                readHalves(batch, visit, into);
            }
        }
    }

    private void readHalves(int[] batch, Visit visit, Observations into) {
        into.countSplit();
        int half = batch.length / 2;
        read(Arrays.copyOfRange(batch, 0, half), visit, into);
        read(Arrays.copyOfRange(batch, half, batch.length), visit, into);
    }

    private static int computedTokens(int[] batch, Prompts prompts) {
        int longest = 0;
        for (int prompt : batch) {
            longest = Math.max(longest, prompts.tokens(prompt).length);
        }
        return Math.multiplyExact(longest, batch.length);
    }
}
