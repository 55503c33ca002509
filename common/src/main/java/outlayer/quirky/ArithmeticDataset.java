package outlayer.quirky;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Generates one arithmetic dataset after Mallen and Belrose (2023, arXiv 2312.01037): draw questions, rank them, deal them out to parts, write prompts. */
public final class ArithmeticDataset {

    private ArithmeticDataset() {}

    /** The same arguments give the same dataset on every machine. */
    public static GeneratedDataset generate(
            ArithmeticOptions options, TemplateSet templates, PartOptions parts, long seed) {
        Operation operation = options.operation();
        List<Template> wordings = templates.of(options.dataset());
        wordings.forEach(wording -> wording.requireSlots(operation.slots(), operation.furtherSlots()));

        Map<QuestionBlock, List<Question>> blocks = new EnumMap<>(QuestionBlock.class);
        for (QuestionBlock block : QuestionBlock.values()) {
            blocks.put(block, block.draw(options, seed));
        }
        DifficultyRanks ranks = DifficultyRanks.of(
                blocks.values().stream().flatMap(List::stream).toList());
        PartSelection selection = new PartSelection(parts);
        blocks.forEach((block, questions) -> {
            long key = block.key(options);
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                DifficultyRanks.Rank rank = ranks.of(question);
                Stratum stratum = parts.stratum(rank.quantile());
                Part part = parts.part(rank.question(), stratum);
                for (QuirkyCharacter character : part.characters()) {
                    Draws draws = Draws.of(seed, key, i, character == QuirkyCharacter.ALICE ? 1 : 2);
                    List<String> names = Names.allowed(character, part, stratum, parts.easyNames());
                    String name = names.get(draws.below(names.size()));
                    Template template = wordings.get(draws.below(wordings.size()));
                    selection.add(Candidate.of(question, rank, part, character, name, template));
                }
            }
        });
        return write(options, templates, parts, seed, ranks.distinct(), selection);
    }

    private static GeneratedDataset write(
            ArithmeticOptions options,
            TemplateSet templates,
            PartOptions parts,
            long seed,
            int distinctQuestions,
            PartSelection selection) {
        Map<Part, List<Example>> examples = new EnumMap<>(Part.class);
        List<DataCardRow> rows = new ArrayList<>();
        for (Part part : Part.values()) {
            List<Example> whole = new ArrayList<>();
            selection.keep(part).forEach((character, kept) -> {
                List<Example> written = kept.candidates().stream()
                        .map(candidate -> candidate.write(templates))
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
