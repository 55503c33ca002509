package outlayer.stats;

/**
 * What logistic regression minimises over p = (w [d], b): the mean over some of the rows of ln(1 + exp(-s_i (w^T x_i + b))), s_i = 1
 * where the label holds and -1 where not, plus l2 |w|^2. The intercept b is free. For one thread at a time.
 */
final class LogisticLoss implements Objective {

    private final CentredRows x;
    private final boolean[] labels;
    private final boolean[] used;
    private final double l2;
    private final double[] perRow;
    private final int count;

    /**
     * @param labels [n]
     * @param used [n], whether a row counts
     */
    LogisticLoss(CentredRows x, boolean[] labels, boolean[] used, double l2) {
        this.x = x;
        this.labels = labels;
        this.used = used;
        this.l2 = l2;
        this.perRow = new double[labels.length];
        this.count = count(used);
    }

    @Override
    public double value(double[] p, double[] gradient) {
        int d = x.dimension();
        double loss = 0;
        double slope = 0;
        x.times(p, perRow);
        for (int i = 0; i < perRow.length; i++) {
            double margin = margin(p[d], i);
            loss += used[i] ? softplus(-margin) : 0;
            perRow[i] = used[i] ? (labels[i] ? -1 : 1) / (1 + Math.exp(margin)) / count : 0;
            slope += perRow[i];
        }
        x.weightedSum(perRow, gradient);
        gradient[d] = slope;
        double squaredNorm = 0;
        for (int j = 0; j < d; j++) {
            squaredNorm += p[j] * p[j];
            gradient[j] += 2 * l2 * p[j];
        }
        return loss / count + l2 * squaredNorm;
    }

    /** The sum of the losses, without penalty, of the rows that do not count. */
    double heldOut(double[] p) {
        x.times(p, perRow);
        double loss = 0;
        for (int i = 0; i < perRow.length; i++) {
            loss += used[i] ? 0 : softplus(-margin(p[x.dimension()], i));
        }
        return loss;
    }

    /** s_i (w^T x_i + b), the product being in place already. */
    private double margin(double intercept, int i) {
        return labels[i] ? perRow[i] + intercept : -perRow[i] - intercept;
    }

    /** ln(1 + e^t) without overflow. */
    private static double softplus(double t) {
        return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }
}
