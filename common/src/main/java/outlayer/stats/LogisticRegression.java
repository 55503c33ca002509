package outlayer.stats;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import outlayer.linalg.Matrix;

/**
 * A linear probe: the log-odds w^T x + b that a label holds. The minimum of the mean over rows of ln(1 + exp(-s (w^T x + b))) plus
 * l2 v |w|^2, where s is 1 or -1 and v the mean variance of the features, trace / d. Immutable.
 *
 * <p>The published probes (METHODS.md section 3.3) have the same penalty with v = 1, so the strength of theirs depends on the unit
 * of the features: here rescaled features give the same logits. No feature is scaled by itself, as one that hardly varies would be blown
 * up; and the intercept is free, so centring, which is done, changes the path to the minimum but not the minimum. In the terms of
 * scikit-learn, C = 1 / (2 n v l2). Directions with less than 1e-12 of the largest variance are rounding and get no weight.
 */
public final class LogisticRegression implements Serializable {

    private static final double TOLERANCE = 1e-10;
    private static final int ITERATIONS = 1000;

    private final double[] weights;
    private final double intercept;
    private final double l2;

    /** With these parts; the weights are not copied. */
    public LogisticRegression(double[] weights, double intercept, double l2) {
        this.weights = weights;
        this.intercept = intercept;
        this.l2 = l2;
    }

    /**
     * Fits to the rows of {@code x} [n, d], of which both labels are needed. Where a plane separates the labels and l2 is 0 there is no
     * minimum: the fit ends where the loss is flat, below 1e-10 in every direction, or after 1000 iterations.
     *
     * @param labels [n]
     */
    public static LogisticRegression fit(Matrix x, boolean[] labels, double l2) {
        LabelCount count = LabelCount.of(x, labels);
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A penalty is 0 or a positive number, found " + l2);
        }
        if (count.isOfOneClass()) {
            throw new IllegalArgumentException(
                    "A logistic regression needs both labels: of %d rows %d are true; report the group as n/a"
                            .formatted(labels.length, count.positive()));
        }
        try (PrincipalRows rows = new PrincipalRows(x)) {
            return fit(rows, labels, l2);
        }
    }

    /**
     * Fits with the penalty, of 0 and ten from 1e-4 to 1e4, whose mean loss over rows held out is least; see {@link PenaltySearch}.
     * Empty where all labels are equal, or no fold leaves both labels to train on.
     *
     * @param labels [n]
     */
    public static Optional<LogisticRegression> crossValidated(Matrix x, boolean[] labels, Folds folds) {
        if (folds.rows() != labels.length) {
            throw new IllegalArgumentException(
                    "Folds deal %d rows, there are %d labels".formatted(folds.rows(), labels.length));
        }
        if (LabelCount.of(x, labels).isOfOneClass()) {
            return Optional.empty();
        }
        try (PrincipalRows rows = new PrincipalRows(x)) {
            return new PenaltySearch(rows, labels).best(folds).map(l2 -> fit(rows, labels, l2));
        }
    }

    private static LogisticRegression fit(PrincipalRows rows, boolean[] labels, double l2) {
        boolean[] all = new boolean[labels.length];
        Arrays.fill(all, true);
        int r = rows.dimension();
        double[] p = new LogisticLoss(rows, labels, all, l2).minimise(new double[r + 1], TOLERANCE, ITERATIONS);
        double[] weights = rows.featureWeights(p);
        double intercept = p[r];
        for (int j = 0; j < weights.length; j++) {
            intercept -= weights[j] * rows.mean()[j];
        }
        return new LogisticRegression(weights, intercept, l2);
    }

    /** [d]. */
    public double[] weights() {
        return weights;
    }

    public double intercept() {
        return intercept;
    }

    /** The penalty that it was fitted with. */
    public double l2() {
        return l2;
    }

    /** w^T x + b for each row of {@code x} [n, d]. */
    public double[] logits(Matrix x) {
        int d = weights.length;
        if (x.cols() != d) {
            throw new IllegalArgumentException(
                    "Vectors have %d features, expected %d; was the fit made with another model?"
                            .formatted(x.cols(), d));
        }
        double[] logits = new double[x.rows()];
        for (int i = 0; i < logits.length; i++) {
            double sum = intercept;
            for (int j = 0; j < d; j++) {
                sum += weights[j] * x.values()[i * d + j];
            }
            logits[i] = sum;
        }
        return logits;
    }
}
