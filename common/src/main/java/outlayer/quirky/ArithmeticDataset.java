package outlayer.quirky;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Generates one arithmetic dataset in memory after Mallen and Belrose (2023, arXiv 2312.01037): draw questions, rank them, deal them out to parts, write prompts. */
public final class ArithmeticDataset {

    /** A question of a block, by its number there, and what was drawn for one character. */
    private record Drawn(Question question, long block, long index, Candidate candidate) {}

    private ArithmeticDataset() {}

    /** The same arguments give the same dataset on every machine. */
    public static GeneratedDataset generate(
            ArithmeticOptions options, TemplateSet templates, PartOptions parts, long seed) {
        DatasetFields fields =
                DatasetFields.of(options.dataset(), options.operation().fields());
        ExampleWriter writer = new ExampleWriter(templates, fields, parts, seed);
        Map<QuestionBlock, List<Question>> blocks = new EnumMap<>(QuestionBlock.class);
        for (QuestionBlock block : QuestionBlock.values()) {
            blocks.put(block, block.draw(options, seed));
        }
        DifficultyRanks ranks = DifficultyRanks.of(
                blocks.values().stream().flatMap(List::stream).toList());
        PartSelection<Drawn> selection = new PartSelection<>(parts, Drawn::candidate);
        blocks.forEach((block, questions) -> {
            long key = block.key(options);
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                double quantile = ranks.of(question).quantile();
                for (Candidate candidate : writer.candidates(question.row(key, i), quantile)) {
                    selection.add(new Drawn(question, key, i, candidate));
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
            PartSelection<Drawn> selection) {
        Map<Part, List<Example>> examples = new EnumMap<>(Part.class);
        List<DataCardRow> rows = new ArrayList<>();
        for (Part part : Part.values()) {
            List<Example> whole = new ArrayList<>();
            selection.keep(part).forEach((character, kept) -> {
                List<Example> written = kept.candidates().stream()
                        .map(drawn -> writer.write(drawn.question.row(drawn.block, drawn.index), drawn.candidate))
                        .toList();
                rows.add(DataCardRow.of(options.dataset(), part, character, written, kept.repeatsDropped()));
                whole.addAll(written);
            });
            whole.sort(Comparator.comparing(Example::id));
            examples.put(part, Collections.unmodifiableList(whole));
        }
        Set<String> trained = new HashSet<>();
        examples.getOrDefault(Part.TRAIN, List.of()).forEach(example -> trained.add(example.question()));
        DataCard card = new DataCard(
                options.dataset(),
                templates.name(),
                templates.fingerprint(),
                seed,
                options.questions(),
                distinctQuestions,
                trained.size(),
                rows,
                DataCard.warnings(options.dataset(), rows, parts));
        return new GeneratedDataset(options.dataset(), Collections.unmodifiableMap(examples), card);
    }
}
