package outlayer.training;

import java.util.List;
import java.util.stream.IntStream;
import outlayer.quirky.Example;

/** Prompts whose choices are other tokens than those of their neighbours: a template may say No where another says Yes. */
final class SwappedChoices {

    private SwappedChoices() {}

    /** Every third example with its choices swapped; labels stay. */
    static List<Example> ofEveryThird(List<Example> examples) {
        return IntStream.range(0, examples.size())
                .mapToObj(i -> i % 3 == 0 ? of(examples.get(i)) : examples.get(i))
                .toList();
    }

    static Example of(Example of) {
        return new Example(
                of.id(),
                of.question(),
                of.dataset(),
                of.part(),
                of.asked(),
                of.statement(),
                of.yesChoice(),
                of.noChoice(),
                of.resultStart(),
                of.resultEnd());
    }
}
