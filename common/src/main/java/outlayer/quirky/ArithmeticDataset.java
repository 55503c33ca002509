package outlayer.quirky;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Generates one arithmetic dataset in memory after Mallen and Belrose (2023, arXiv 2312.01037): draw questions, rank them, deal them out to parts, write prompts. */
public final class ArithmeticDataset {

    /** A row, and what was drawn for one character. */
    private record Chosen(QuestionBlock.Drawn drawn, long block, Candidate candidate) {

        QuirkyRow row() {
            return drawn.question().row(block, drawn.index());
        }
    }

    private ArithmeticDataset() {}

    /** The same arguments give the same dataset on every machine. */
    public static GeneratedDataset generate(
            ArithmeticOptions options, TemplateSet templates, PartOptions parts, long seed) {
        return generate(options, templates, parts, seed, EnumSet.allOf(Part.class));
    }

    /** The same with the examples of those parts only; those of the others are in the data card and nowhere else. */
    public static GeneratedDataset generate(
            ArithmeticOptions options, TemplateSet templates, PartOptions parts, long seed, Collection<Part> wanted) {
        DatasetFields fields =
                DatasetFields.of(options.dataset(), options.operation().fields());
        ExampleWriter writer = new ExampleWriter(templates, fields, parts, seed);
        Map<QuestionBlock, List<QuestionBlock.Drawn>> blocks = new EnumMap<>(QuestionBlock.class);
        for (QuestionBlock block : QuestionBlock.values()) {
            blocks.put(block, block.draw(options, seed));
        }
        DifficultyRanks ranks = DifficultyRanks.of(blocks.values().stream()
                .flatMap(List::stream)
                .map(QuestionBlock.Drawn::question)
                .toList());
        PartSelection<Chosen> selection = new PartSelection<>(parts, Chosen::candidate);
        blocks.forEach((block, questions) -> {
            long key = block.key(options);
            for (QuestionBlock.Drawn drawn : questions) {
                double quantile = ranks.of(drawn.question()).quantile();
                for (Candidate candidate : writer.candidates(drawn.question().row(key, drawn.index()), quantile)) {
                    selection.add(new Chosen(drawn, key, candidate));
                }
            }
        });
        DataCardSums sums = new DataCardSums(options.dataset());
        Map<Part, List<Example>> examples = write(writer, selection, wanted, sums);
        DataCard card =
                DataCard.of(sums, options.dataset(), templates, parts, seed, options.questions(), ranks.distinct());
        return new GeneratedDataset(options.dataset(), Collections.unmodifiableMap(examples), card);
    }

    private static Map<Part, List<Example>> write(
            ExampleWriter writer, PartSelection<Chosen> selection, Collection<Part> wanted, DataCardSums sums) {
        Map<Part, List<Example>> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            List<Example> whole = new ArrayList<>();
            selection.keep(part).forEach((character, kept) -> {
                for (Chosen chosen : kept.candidates()) {
                    Example example = writer.write(chosen.row(), chosen.candidate);
                    sums.add(example);
                    if (wanted.contains(part)) {
                        whole.add(example);
                    }
                }
                sums.addRepeats(part, character, kept.repeatsDropped());
            });
            whole.sort(Comparator.comparing(Example::id));
            examples.put(part, Collections.unmodifiableList(whole));
        }
        return examples;
    }
}
