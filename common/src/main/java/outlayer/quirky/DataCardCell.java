package outlayer.quirky;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Sums over the examples of one part and character, or over the unlabelled prompts of a part. */
final class DataCardCell implements Serializable {

    private long examples;
    private long labelTrue;
    private long aliceTrue;
    private long bobTrue;
    private long agreeing;
    private long repeatsDropped;
    private HashSample questions = new HashSample();
    private HashSample prompts = new HashSample();
    private ValueSample characters = new ValueSample();
    private ValueSample difficulty = new ValueSample();

    void add(Example example) {
        long id = ContentHash.ofId(example.id());
        examples++;
        questions.add(ContentHash.ofId(example.question()));
        prompts.add(PlainPrompt.hash(example));
        characters.add(
                id, example.statement().codePointCount(0, example.statement().length()));
        if (example.labelled()) {
            labelTrue += example.label() ? 1 : 0;
            aliceTrue += example.aliceLabel() ? 1 : 0;
            bobTrue += example.bobLabel() ? 1 : 0;
            agreeing += example.labelsDiffer() ? 0 : 1;
            difficulty.add(id, example.difficulty());
        }
    }

    void addRepeats(long dropped) {
        repeatsDropped += dropped;
    }

    DataCardCell merge(DataCardCell other) {
        DataCardCell merged = new DataCardCell();
        merged.examples = examples + other.examples;
        merged.labelTrue = labelTrue + other.labelTrue;
        merged.aliceTrue = aliceTrue + other.aliceTrue;
        merged.bobTrue = bobTrue + other.bobTrue;
        merged.agreeing = agreeing + other.agreeing;
        merged.repeatsDropped = repeatsDropped + other.repeatsDropped;
        merged.questions = questions.merge(other.questions);
        merged.prompts = prompts.merge(other.prompts);
        merged.characters = characters.merge(other.characters);
        merged.difficulty = difficulty.merge(other.difficulty);
        return merged;
    }

    HashSample questions() {
        return questions;
    }

    HashSample prompts() {
        return prompts;
    }

    DataCardRow row(String dataset, Part part, QuirkyCharacter character) {
        return new DataCardRow(
                dataset,
                part,
                character,
                Math.toIntExact(examples),
                Math.toIntExact(atMostExamples(questions)),
                Math.toIntExact(labelTrue),
                Math.toIntExact(aliceTrue),
                Math.toIntExact(bobTrue),
                Math.toIntExact(agreeing),
                Math.toIntExact(repeatsDropped),
                Math.toIntExact(atMostExamples(prompts)),
                characters.spread(),
                difficulty.spread());
    }

    @Nullable
    UnlabelledRow unlabelled(Part part) {
        return examples == 0
                ? null
                : new UnlabelledRow(part, examples, atMostExamples(prompts), repeatsDropped, characters.spread());
    }

    /** An estimate may come out above what there can be. */
    private long atMostExamples(HashSample sample) {
        return Math.min(examples, sample.distinct());
    }
}
