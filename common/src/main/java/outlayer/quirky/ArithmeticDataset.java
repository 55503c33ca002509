package outlayer.quirky;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
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
        return write(options, templates, parts, seed, ranks.distinct(), writer, selection);
    }

    private static GeneratedDataset write(
            ArithmeticOptions options,
            TemplateSet templates,
            PartOptions parts,
            long seed,
            int distinctQuestions,
            ExampleWriter writer,
            PartSelection<Chosen> selection) {
        Map<Part, List<Example>> examples = new EnumMap<>(Part.class);
        DataCardSums sums = new DataCardSums(options.dataset());
        for (Part part : Part.values()) {
            List<Example> whole = new ArrayList<>();
            selection.keep(part).forEach((character, kept) -> {
                kept.candidates().forEach(chosen -> whole.add(writer.write(chosen.row(), chosen.candidate)));
                sums.addRepeats(part, character, kept.repeatsDropped());
            });
            whole.sort(Comparator.comparing(Example::id));
            whole.forEach(sums::add);
            examples.put(part, Collections.unmodifiableList(whole));
        }
        DataCard card =
                DataCard.of(sums, options.dataset(), templates, parts, seed, options.questions(), distinctQuestions);
        return new GeneratedDataset(options.dataset(), Collections.unmodifiableMap(examples), card);
    }
}
