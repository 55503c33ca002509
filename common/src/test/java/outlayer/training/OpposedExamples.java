package outlayer.training;

import java.util.List;
import outlayer.quirky.Example;

/** The same prompts with both characters' answers turned round: whoever learns the ones gets worse at the others. */
final class OpposedExamples {

    private OpposedExamples() {}

    static List<Example> of(List<Example> examples) {
        return examples.stream().map(OpposedExamples::of).toList();
    }

    private static Example of(Example of) {
        return new Example(
                of.id(),
                of.question(),
                of.dataset(),
                of.part(),
                of.character(),
                of.name(),
                of.template(),
                of.statement(),
                of.noChoice(),
                of.yesChoice(),
                !of.label(),
                !of.aliceLabel(),
                !of.bobLabel(),
                of.difficulty(),
                of.difficultyQuantile(),
                of.resultStart(),
                of.resultEnd());
    }
}
