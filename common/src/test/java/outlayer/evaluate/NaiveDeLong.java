package outlayer.evaluate;

/** DeLong, DeLong and Clarke-Pearson 1988 as written, every anomalous example against every normal one. */
final class NaiveDeLong {

    private NaiveDeLong() {}

    static double auc(double[] scores, boolean[] anomalous) {
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (anomalous[i] && !anomalous[j]) {
                    sum += RandomScores.kernel(scores[i], scores[j]);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    /** S10 / m + S01 / n with S the sample covariances of the structural components V10 and V01. */
    static double covariance(double[] x, double[] y, boolean[] anomalous) {
        return part(x, y, anomalous, true) + part(x, y, anomalous, false);
    }

    private static double part(double[] x, double[] y, boolean[] anomalous, boolean wanted) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (anomalous[i] == wanted) {
                sum += (component(x, anomalous, i) - auc(x, anomalous))
                        * (component(y, anomalous, i) - auc(y, anomalous));
                count++;
            }
        }
        return sum / (count - 1) / count;
    }

    private static double component(double[] scores, boolean[] anomalous, int i) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < scores.length; j++) {
            if (anomalous[j] != anomalous[i]) {
                sum += anomalous[i]
                        ? RandomScores.kernel(scores[i], scores[j])
                        : RandomScores.kernel(scores[j], scores[i]);
                count++;
            }
        }
        return sum / count;
    }
}
