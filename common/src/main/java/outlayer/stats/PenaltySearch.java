package outlayer.stats;

import java.util.Optional;

/**
 * The penalty of a logistic regression by cross-validation over 10^4 to 10^-4 in ten equal ratios, and 0 (METHODS.md section 3.3): the one
 * whose loss, meaned over the rows while held out, is least; of equals the strongest. Each fold goes from strong to weak and starts where
 * it ended before, so that most fits are short. Folds that leave one label only to train on, or
 * hold nothing out, are left out.
 */
final class PenaltySearch {

    private static final double[] STRONGEST_FIRST = penalties();

    /** Leaves an error of the order of its square in the loss: far below what tells two penalties apart. */
    private static final double TOLERANCE = 1e-4;

    private static final int ITERATIONS = 500;

    private final PrincipalRows rows;
    private final boolean[] labels;

    PenaltySearch(PrincipalRows rows, boolean[] labels) {
        this.rows = rows;
        this.labels = labels;
    }

    /** Empty where no fold can be trained. */
    Optional<Double> best(Folds folds) {
        double[] losses = new double[STRONGEST_FIRST.length];
        boolean any = false;
        for (int fold = 0; fold < folds.count(); fold++) {
            boolean[] used = folds.trainsOn(fold);
            LabelCount trained = LabelCount.among(labels, used);
            if (!trained.isOfOneClass() && trained.total() < labels.length) {
                any = true;
                addLosses(used, losses);
            }
        }
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return any ? Optional.of(STRONGEST_FIRST[best]) : Optional.empty();
    }

    private void addLosses(boolean[] used, double[] losses) {
        double[] p = new double[rows.dimension() + 1];
        for (int i = 0; i < losses.length; i++) {
            LogisticLoss loss = new LogisticLoss(rows, labels, used, STRONGEST_FIRST[i]);
            p = loss.minimise(p, TOLERANCE, ITERATIONS);
            losses[i] += loss.heldOut(p);
        }
    }

    private static double[] penalties() {
        double[] penalties = new double[11]; // the last stays 0
        for (int i = 0; i < 10; i++) {
            penalties[i] = Math.pow(10, 4 - 8 * i / 9.0);
        }
        return penalties;
    }
}
