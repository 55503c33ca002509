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

    private record Tuple(long key, String question, int difficulty) {}

    private final Map<Long, Rank> byTuple;

    private DifficultyRanks(Map<Long, Rank> byTuple) {
        this.byTuple = byTuple;
    }

    static DifficultyRanks of(List<Question> questions) {
        Map<Long, Integer> counts = new HashMap<>();
        List<Tuple> tuples = new ArrayList<>();
        for (Question question : questions) {
            if (counts.merge(question.tuple(), 1, Integer::sum) == 1) {
                tuples.add(new Tuple(question.tuple(), question.id(), question.difficulty()));
            }
        }
        tuples.sort(Comparator.comparingInt(Tuple::difficulty).thenComparing(Tuple::question));
        Map<Long, Rank> ranks = new HashMap<>();
        long before = 0;
        for (Tuple tuple : tuples) {
            int count = counts.getOrDefault(tuple.key, 0);
            ranks.put(tuple.key, new Rank(tuple.question, (before + count / 2.0) / questions.size()));
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
