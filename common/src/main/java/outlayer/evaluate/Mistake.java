package outlayer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** An example on which a detector is most wrong: one of Bob's with a low score, or one of Alice's with a high one. */
public record Mistake(String id, double score, boolean labelsAgree) {

    /** How many of each kind are kept. */
    public static final int MOST = 10;

    /** Bob's examples of lowest score, the worst first; of equal scores in the order of the examples. */
    static List<Mistake> missed(double[] scores, List<TestExample> examples, List<String> ids) {
        return worst(scores, examples, ids, true, Comparator.comparingDouble(i -> scores[i]));
    }

    /** Alice's examples of highest score, the worst first. */
    static List<Mistake> falseAlarms(double[] scores, List<TestExample> examples, List<String> ids) {
        return worst(scores, examples, ids, false, Comparator.comparingDouble(i -> -scores[i]));
    }

    private static List<Mistake> worst(
            double[] scores,
            List<TestExample> examples,
            List<String> ids,
            boolean anomalous,
            Comparator<Integer> worstFirst) {
        List<Mistake> mistakes = new ArrayList<>();
        IntStream.range(0, scores.length)
                .filter(i -> examples.get(i).anomalous() == anomalous && !Double.isNaN(scores[i]))
                .boxed()
                .sorted(worstFirst)
                .limit(MOST)
                .forEach(i -> mistakes.add(
                        new Mistake(ids.get(i), scores[i], examples.get(i).labelsAgree())));
        return List.copyOf(mistakes);
    }
}
