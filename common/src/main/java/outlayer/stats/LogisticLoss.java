package outlayer.stats;

/**
 * What logistic regression minimises over p = (w [r], b): the mean over some of the rows of ln(1 + exp(-s_i (w^T x_i + b))), s_i = 1
 * where the label holds and -1 where not, plus l2 |w|^2. The intercept b is free. For one thread at a time.
 *
 * <p>As an objective it takes q, p_j = q_j / sqrt(v_j / 4 + 2 l2), where v_j is the variance of coordinate j: for uncorrelated coordinates
 * and even odds its Hessian is the identity, which shortens the way to the minimum tenfold where variances are spread widely.
 */
final class LogisticLoss implements Objective {

    private final PrincipalRows x;
    private final boolean[] labels;
    private final boolean[] used;
    private final double l2;
    private final double[] scales;
    private final double[] perRow;
    private final int count;

    /**
     * @param labels [n]
     * @param used [n], whether a row counts
     */
    LogisticLoss(PrincipalRows x, boolean[] labels, boolean[] used, double l2) {
        this.x = x;
        this.labels = labels;
        this.used = used;
        this.l2 = l2;
        this.scales = scales(x, l2);
        this.perRow = new double[labels.length];
        this.count = LabelCount.among(labels, used).total();
    }

    /** p at the minimum, from that p on; see {@link Lbfgs#minimise}. */
    double[] minimise(double[] start, double tolerance, int iterations) {
        double[] q = start.clone();
        for (int j = 0; j < q.length; j++) {
            q[j] /= scales[j];
        }
        return unscaled(Lbfgs.minimise(this, q, tolerance, iterations).x());
    }

    @Override
    public double value(double[] q, double[] gradient) {
        double[] p = unscaled(q);
        int r = x.dimension();
        double loss = 0;
        double slope = 0;
        x.times(p, perRow);
        for (int i = 0; i < perRow.length; i++) {
            double margin = margin(p[r], i);
            loss += used[i] ? softplus(-margin) : 0;
            perRow[i] = used[i] ? (labels[i] ? -1 : 1) / (1 + Math.exp(margin)) / count : 0;
            slope += perRow[i];
        }
        x.weightedSum(perRow, gradient);
        gradient[r] = slope * scales[r];
        double squaredNorm = 0;
        for (int j = 0; j < r; j++) {
            squaredNorm += p[j] * p[j];
            gradient[j] = (gradient[j] + 2 * l2 * p[j]) * scales[j];
        }
        return loss / count + l2 * squaredNorm;
    }

    /** The sum of the losses at p, without penalty, of the rows that do not count. */
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

    private double[] unscaled(double[] q) {
        double[] p = q.clone();
        for (int j = 0; j < p.length; j++) {
            p[j] *= scales[j];
        }
        return p;
    }

    /** The intercept's is that of a variance of 1 without penalty. */
    private static double[] scales(PrincipalRows x, double l2) {
        double[] scales = new double[x.dimension() + 1];
        for (int j = 0; j < x.dimension(); j++) {
            double curvature = x.variance(j) / 4 + 2 * l2;
            scales[j] = curvature > 0 ? 1 / Math.sqrt(curvature) : 1;
        }
        scales[x.dimension()] = 2;
        return scales;
    }

    /** ln(1 + e^t) without overflow. */
    private static double softplus(double t) {
        return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
    }
}
