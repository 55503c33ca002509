package outlayer.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the rows of {@code auc.csv} for one group of test examples. */
final class AucRows {

    private final ResultKey key;
    private final List<TestExample> examples;
    private final int[] questions;
    private final int[] names;

    AucRows(ResultKey key, List<TestExample> examples) {
        this.key = key;
        this.examples = examples;
        this.questions = numbered(examples, TestExample::question);
        this.names = numbered(examples, TestExample::name);
    }

    AucRow of(ScoreColumn column, Subset subset) {
        int[] members = IntStream.range(0, examples.size())
                .filter(i -> subset.contains(examples.get(i)))
                .toArray();
        double[] all = column.scores();
        List<String> notes = new ArrayList<>();
        if (!column.note().isEmpty()) {
            notes.add(column.note());
        }
        if (all == null) {
            return row(column, subset, members, new double[0], null, notes);
        }
        int[] scored = IntStream.of(members).filter(i -> !Double.isNaN(all[i])).toArray();
        if (scored.length < members.length) {
            notes.add("examples without a score left out: %d".formatted(members.length - scored.length));
        }
        double[] scores = IntStream.of(scored).mapToDouble(i -> all[i]).toArray();
        RocAuc auc = RocAuc.of(scores, labels(scored)).orElse(null);
        return row(column, subset, scored, scores, auc, notes);
    }

    private AucRow row(
            ScoreColumn column,
            Subset subset,
            int[] members,
            double[] scores,
            @Nullable RocAuc auc,
            List<String> notes) {
        ScoreKey score = column.key();
        boolean[] anomalous = labels(members);
        long anomalies = count(anomalous);
        Optional<RocCurve> curve = auc == null ? Optional.empty() : RocCurve.of(scores, anomalous);
        Optional<AucInterval> plain = auc == null ? Optional.empty() : auc.interval();
        Optional<AucInterval> byQuestion = auc == null ? Optional.empty() : auc.interval(picked(questions, members));
        Optional<AucInterval> byName = auc == null ? Optional.empty() : auc.interval(picked(names, members));
        if (auc != null) {
            noteMissing(plain, "one example in a class: no interval", notes);
            noteMissing(byQuestion, "one question in a class: no interval by question", notes);
            noteMissing(byName, "one name in a class: no interval by name", notes);
        } else if (column.scores() != null) {
            notes.add(noteOnClasses(members.length - anomalies, anomalies));
        }
        return new AucRow(
                key.model(),
                key.dataset(),
                key.variant(),
                score.feature(),
                score.detector(),
                score.params(),
                score.mode(),
                score.layer(),
                score.aggregation(),
                subset.key(),
                members.length - anomalies,
                anomalies,
                auc == null ? null : auc.auc(),
                low(plain),
                high(plain),
                low(byQuestion),
                high(byQuestion),
                low(byName),
                high(byName),
                curve.map(RocCurve::averagePrecision).orElse(null),
                curve.map(c -> c.truePositiveRate(0.01)).orElse(null),
                curve.map(c -> c.truePositiveRate(0.05)).orElse(null),
                key.templateSet(),
                key.seed(),
                String.join("; ", notes),
                key.templateFingerprint(),
                curve.map(RocCurve::normalsLeft).orElse(null));
    }

    private static String noteOnClasses(long normals, long anomalies) {
        if (normals == 0 && anomalies == 0) {
            return "no example";
        }
        return anomalies == 0 ? "no anomalous example" : "no normal example";
    }

    private static void noteMissing(Optional<AucInterval> interval, String note, List<String> notes) {
        if (interval.isEmpty()) {
            notes.add(note);
        }
    }

    private boolean[] labels(int[] members) {
        boolean[] labels = new boolean[members.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = examples.get(members[i]).anomalous();
        }
        return labels;
    }

    private static long count(boolean[] labels) {
        return IntStream.range(0, labels.length).filter(i -> labels[i]).count();
    }

    private static int[] picked(int[] values, int[] members) {
        return IntStream.of(members).map(i -> values[i]).toArray();
    }

    /** The distinct values of a property, numbered in order of appearance. */
    private static int[] numbered(List<TestExample> examples, Function<TestExample, String> property) {
        Map<String, Integer> numbers = new HashMap<>();
        return examples.stream()
                .mapToInt(example -> {
                    int next = numbers.size();
                    return numbers.computeIfAbsent(property.apply(example), value -> next);
                })
                .toArray();
    }

    private static @Nullable Double low(Optional<AucInterval> interval) {
        return interval.map(AucInterval::low).orElse(null);
    }

    private static @Nullable Double high(Optional<AucInterval> interval) {
        return interval.map(AucInterval::high).orElse(null);
    }
}
