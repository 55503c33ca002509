package outlayer.quirky;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each question stands among all records of its dataset, in (0, 1).
 *
 * <p>Questions are ordered by difficulty, equal ones by the hash of the question, so that a quarter is a quarter however coarse
 * the difficulty is. All records of one question share the middle of the ranks that they cover, (before + count / 2) / n:
 * otherwise a question that recurs would be easy here and hard there. Without recurrence this is the published (rank + 0.5) / n.
 */
final class DifficultyRanks {

    /** Identity and quantile of one question. */
    record Rank(String question, double quantile) {}

    private record Counted(String question, long tuple, int difficulty, int[] count) {}

    private final Map<Long, Rank> byTuple;

    private DifficultyRanks(Map<Long, Rank> byTuple) {
        this.byTuple = byTuple;
    }

    static DifficultyRanks of(List<Question> questions) {
        Map<Long, Counted> counts = new HashMap<>();
        for (Question question : questions) {
            counts.computeIfAbsent(
                            question.tuple(),
                            tuple -> new Counted(question.id(), tuple, question.difficulty(), new int[1]))
                    .count[0]++;
        }
        List<Counted> ordered = new ArrayList<>(counts.values());
        ordered.sort(Comparator.comparingInt(Counted::difficulty).thenComparing(Counted::question));
        Map<Long, Rank> ranks = new HashMap<>(2 * ordered.size());
        long before = 0;
        for (Counted counted : ordered) {
            int count = counted.count[0];
            ranks.put(
                    counted.tuple,
                    new Rank(counted.question, (before + count / 2.0) / questions.size()));
            before += count;
        }
        return new DifficultyRanks(ranks);
    }

    Rank of(Question question) {
        Rank rank = byTuple.get(question.tuple());
        if (rank == null) {
            throw new IllegalStateException("Question %s was not ranked".formatted(question));
        }
        return rank;
    }

    /** How many questions there are, recurrences counted once. */
    int distinct() {
        return byTuple.size();
    }
}
