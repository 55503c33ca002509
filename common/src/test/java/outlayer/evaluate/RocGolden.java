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
record RocGolden(List<Case> cases, Tails tails, Million million) {

    record Case(
            boolean[] labels,
            double[] scores,
            double[] other,
            double auc,
            double averagePrecision,
            double tprAtFpr01,
            double tprAtFpr05,
            double normalsLeft,
            double variance,
            double difference,
            double p,
            double spearman) {

        @Override
        public String toString() {
            return scores.length + " scores";
        }
    }

    record Tails(double[] z, double[] p) {}

    /** Of a million scores, which {@link #scores} makes by the arithmetic of the script. */
    record Million(double auc, double averagePrecision, double tprAtFpr01, double tprAtFpr05, double normalsLeft) {

        static boolean[] labels() {
            boolean[] labels = new boolean[1_000_000];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = i * 69621L % 2147483647 % 5 < 2;
            }
            return labels;
        }

        static double[] scores() {
            boolean[] labels = labels();
            double[] scores = new double[labels.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = i * 48271L % 2147483647 / 4096 + (labels[i] ? 100_000 : 0);
            }
            return scores;
        }
    }

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
