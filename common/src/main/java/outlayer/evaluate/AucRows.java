package outlayer.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the rows of {@code auc.csv} for one group of test examples. */
final class AucRows {

    private final ResultKey key;
    private final SubsetScores subsets;

    AucRows(ResultKey key, List<TestExample> examples) {
        this.key = key;
        this.subsets = new SubsetScores(examples);
    }

    AucRow of(ScoreColumn column, Subset subset) {
        List<String> notes = new ArrayList<>();
        if (!column.note().isEmpty()) {
            notes.add(column.note());
        }
        SubsetScores.Scored scored = subsets.scored(column, subset);
        if (column.scores() != null && scored.leftOut() > 0) {
            notes.add("examples without a score left out: %d".formatted(scored.leftOut()));
        }
        return row(column, subset, scored, notes);
    }

    private AucRow row(ScoreColumn column, Subset subset, SubsetScores.Scored scored, List<String> notes) {
        ScoreKey score = column.key();
        boolean defined = column.scores() != null;
        long anomalies = scored.anomalies();
        long normals = scored.normals();
        Optional<RocAuc> auc = defined ? RocAuc.of(scored.scores(), scored.anomalous()) : Optional.empty();
        Optional<RocCurve> curve = defined ? RocCurve.of(scored.scores(), scored.anomalous()) : Optional.empty();
        Optional<AucInterval> plain = auc.flatMap(RocAuc::interval);
        Optional<AucInterval> byQuestion = auc.flatMap(found -> found.interval(scored.questions()));
        Optional<AucInterval> byName = auc.flatMap(found -> found.interval(scored.names()));
        if (auc.isPresent()) {
            noteMissing(plain, "one example in a class: no interval", notes);
            noteMissing(byQuestion, "one question in a class: no interval by question", notes);
            noteMissing(byName, "one name in a class: no interval by name", notes);
        } else if (defined) {
            notes.add(noteOnClasses(normals, anomalies));
        }
        return new AucRow(
                AucCell.of(key, score, subset),
                normals,
                anomalies,
                auc.map(RocAuc::auc).orElse(null),
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

    private static @Nullable Double low(Optional<AucInterval> interval) {
        return interval.map(AucInterval::low).orElse(null);
    }

    private static @Nullable Double high(Optional<AucInterval> interval) {
        return interval.map(AucInterval::high).orElse(null);
    }
}
