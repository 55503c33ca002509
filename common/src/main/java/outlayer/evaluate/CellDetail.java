package outlayer.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind one AUC, small enough to be kept for every layer of every detector.
 *
 * @param roc null where a class has no scored example
 * @param missed Bob's examples of lowest score
 * @param falseAlarms Alice's examples of highest score
 */
public record CellDetail(
        @Nullable RocBand roc, ScoreHistogram histogram, List<Mistake> missed, List<Mistake> falseAlarms) {

    public CellDetail {
        missed = List.copyOf(missed);
        falseAlarms = List.copyOf(falseAlarms);
    }

    /** Scores, examples and their ids in one order; an example whose score is NaN is left out. */
    public static CellDetail of(double[] scores, List<TestExample> examples, List<String> ids) {
        if (scores.length != examples.size() || scores.length != ids.size()) {
            throw new IllegalArgumentException(
                    "%d scores and %d ids for %d examples".formatted(scores.length, ids.size(), examples.size()));
        }
        int[] scored = IntStream.range(0, scores.length)
                .filter(i -> !Double.isNaN(scores[i]))
                .toArray();
        boolean[] anomalous = new boolean[scored.length];
        for (int i = 0; i < scored.length; i++) {
            anomalous[i] = examples.get(scored[i]).anomalous();
        }
        Optional<RocCurve> curve =
                RocCurve.of(IntStream.of(scored).mapToDouble(i -> scores[i]).toArray(), anomalous);
        return new CellDetail(
                curve.map(RocBand::of).orElse(null),
                ScoreHistogram.of(scores, examples),
                Mistake.missed(scores, examples, ids),
                Mistake.falseAlarms(scores, examples, ids));
    }

    /**
     * The form in which it is stored and shown: {@code roc} rows of the six numbers of a {@link RocBand.Point} in thousandths;
     * {@code low}, {@code high}, {@code counts} of {@link ScoreHistogram}, a row per kind; {@code missed} and {@code alarms} rows of id, score and
     * whether the labels agree.
     */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        if (roc != null) {
            JsonArray rows = new JsonArray();
            for (RocBand.Point p : roc.points()) {
                JsonArray row = new JsonArray();
                row.add(thousandths(p.falsePositiveRate()));
                row.add(thousandths(p.truePositiveRate()));
                row.add(thousandths(p.falseLow()));
                row.add(thousandths(p.falseHigh()));
                row.add(thousandths(p.trueLow()));
                row.add(thousandths(p.trueHigh()));
                rows.add(row);
            }
            json.add("roc", rows);
        }
        json.add("low", number(histogram.low()));
        json.add("high", number(histogram.high()));
        JsonArray counts = new JsonArray();
        for (ScoreHistogram.Kind kind : ScoreHistogram.Kind.values()) {
            JsonArray row = new JsonArray();
            histogram.of(kind).forEach(row::add);
            counts.add(row);
        }
        json.add("counts", counts);
        json.add("missed", mistakes(missed));
        json.add("alarms", mistakes(falseAlarms));
        return json;
    }

    private static JsonArray mistakes(List<Mistake> mistakes) {
        JsonArray rows = new JsonArray();
        for (Mistake mistake : mistakes) {
            JsonArray row = new JsonArray();
            row.add(mistake.id());
            row.add(number(mistake.score()));
            row.add(mistake.labelsAgree());
            rows.add(row);
        }
        return rows;
    }

    private static long thousandths(double rate) {
        return Math.round(1000 * rate);
    }

    /** Six digits; a score that is infinite is text, as JSON has no number for it. */
    private static JsonPrimitive number(double value) {
        return Double.isFinite(value)
                ? new JsonPrimitive(new BigDecimal(Csv.number(value)))
                : new JsonPrimitive(value > 0 ? "infinite" : "-infinite");
    }
}
