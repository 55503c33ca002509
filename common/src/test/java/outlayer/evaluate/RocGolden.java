package outlayer.evaluate;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What scikit-learn and SciPy answer: roc_golden.json, which roc_golden.py beside it makes. */
@SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
record RocGolden(List<Case> cases, Tails tails) {

    record Case(
            boolean[] labels,
            double[] scores,
            double[] other,
            double auc,
            double averagePrecision,
            double tprAtFpr05,
            double normalsLeft,
            double spearman) {

        @Override
        public String toString() {
            return scores.length + " scores";
        }
    }

    record Tails(double[] z, double[] p) {}

    static RocGolden read() {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(RocGolden.class.getResourceAsStream("roc_golden.json")),
                StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, RocGolden.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> readCases() {
        return read().cases();
    }
}
