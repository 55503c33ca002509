package outlayer.quirky;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a dataset holds, in counts. Counts of different questions and prompts above 16,384 are estimates (0.8 %), quartiles of
 * more than 1,024 examples those of a sample by id.
 *
 * @param templateSet its name, with the family unless it is standard; empty for prompts that came as they are
 * @param templateFingerprint of the template set
 * @param baseQuestions questions drawn or read, recurrences included
 * @param distinctQuestions different ones among them: operands, swapped ones counted once where order does not matter, or source rows
 * @param trainedQuestions of these, how many the train part shows
 * @param rows one per part and character
 * @param unlabelled one per part of prompts without labels
 * @param shared near duplicates across parts
 * @param tokens lengths in tokens, by tokenizer; none where no model is there
 * @param warnings what a reader of the results should know
 */
public record DataCard(
        String dataset,
        String templateSet,
        String templateFingerprint,
        long seed,
        long baseQuestions,
        long distinctQuestions,
        long trainedQuestions,
        List<DataCardRow> rows,
        List<UnlabelledRow> unlabelled,
        List<SharedPrompts> shared,
        List<TokenLengths> tokens,
        List<String> warnings) {

    public DataCard {
        rows = List.copyOf(rows);
        unlabelled = List.copyOf(unlabelled);
        shared = List.copyOf(shared);
        tokens = List.copyOf(tokens);
        warnings = List.copyOf(warnings);
    }

    /** The card of a quirky dataset, warnings included. */
    public static DataCard of(
            DataCardSums sums,
            String dataset,
            TemplateSet templates,
            PartOptions parts,
            long seed,
            long baseQuestions,
            long distinctQuestions) {
        DataCard counts = new DataCard(
                dataset,
                templates.name(),
                templates.fingerprint(),
                seed,
                baseQuestions,
                distinctQuestions,
                Math.min(distinctQuestions, sums.trainedQuestions()),
                sums.rows(),
                List.of(),
                sums.sharedPrompts(),
                List.of(),
                List.of());
        return counts.with(Stream.empty(), DataCardWarnings.of(counts, parts));
    }

    /** The card of prompts that came without labels, of which so many were read. */
    public static DataCard ofUnlabelled(DataCardSums sums, String dataset, long seed, long read) {
        long different =
                sums.unlabelledRows().stream().mapToLong(UnlabelledRow::prompts).sum();
        DataCard counts = new DataCard(
                dataset,
                "",
                "",
                seed,
                read,
                different,
                0,
                List.of(),
                sums.unlabelledRows(),
                sums.sharedPrompts(),
                List.of(),
                List.of());
        return counts.with(Stream.empty(), DataCardWarnings.ofUnlabelled(counts));
    }

    /** Share of the questions that are never trained on. */
    public double heldOutShare() {
        return 1 - (double) trainedQuestions / distinctQuestions;
    }

    /** How many drawn questions had been drawn before. */
    public long recurrences() {
        return baseQuestions - distinctQuestions;
    }

    /** The same with what is known only where a model is: lengths in its tokens, and what to be wary of. */
    public DataCard with(TokenLengths lengths, List<String> more) {
        return with(Stream.concat(tokens.stream(), Stream.of(lengths)), more);
    }

    private DataCard with(Stream<TokenLengths> lengths, List<String> more) {
        return new DataCard(
                dataset,
                templateSet,
                templateFingerprint,
                seed,
                baseQuestions,
                distinctQuestions,
                trainedQuestions,
                rows,
                unlabelled,
                shared,
                lengths.toList(),
                Stream.concat(warnings.stream(), more.stream()).toList());
    }
}
