package outlayer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The s-shaped guide through centroid separations S and the AUCs of the same layers,
 *
 * <pre>AUC(S) = 1/2 + 1/2 / (1 + exp(-(log10 S - centre) / width)),</pre>
 *
 * by least squares in centre and width: Levenberg's damped Gauss-Newton steps (Levenberg 1944, equation 8) from the best of a few
 * starts. A guide for the eye: it has no skill where S is small and full skill where S is large, whatever the points do.
 *
 * @param centre log10 of the S at which the AUC is 3/4
 * @param width decades of S over which the logistic's argument changes by 1; positive
 * @param residual root of the mean squared difference of the points from the curve
 */
public record SeparationCurve(double centre, double width, double residual, int points) {

    /** Fewest points through which two parameters are worth drawing. */
    public static final int FEWEST = 6;

    /** Robust standard deviations of the residuals past which a point is an outlier, and the least distance for one. */
    private static final double FAR = 3;

    private static final double LEAST_FAR = 0.1;

    /** The median of absolute values of a Gaussian is this share of its standard deviation. */
    private static final double MEDIAN_SHARE = 0.6745;

    private static final double NARROWEST = 0.01;
    private static final int STEPS = 60;

    /**
     * Empty with fewer than {@link #FEWEST} points or without two different separations.
     *
     * @param separation each above 0
     */
    public static Optional<SeparationCurve> of(double[] separation, double[] auc) {
        double[] x = Arrays.stream(separation).map(Math::log10).toArray();
        double low = Arrays.stream(x).min().orElse(0);
        double high = Arrays.stream(x).max().orElse(0);
        if (x.length < FEWEST || high - low < 1e-9) {
            return Optional.empty();
        }
        double[] best = {(low + high) / 2, high - low};
        double least = squares(x, auc, best);
        for (int i = 0; i <= 8; i++) {
            for (double width : new double[] {(high - low) / 40, (high - low) / 12, (high - low) / 4}) {
                double[] start = {low + (high - low) * i / 8, Math.max(NARROWEST, width)};
                double squares = squares(x, auc, start);
                if (squares < least) {
                    least = squares;
                    best = start;
                }
            }
        }
        double[] fitted = descend(x, auc, best, Math.max(NARROWEST, 2 * (high - low)));
        return Optional.of(
                new SeparationCurve(fitted[0], fitted[1], Math.sqrt(squares(x, auc, fitted) / x.length), x.length));
    }

    /** Its height over a separation. */
    public double at(double separation) {
        return value(Math.log10(separation), centre, width);
    }

    /** Positions of points far from the curve, farthest first: more than three robust standard deviations, and 0.1. */
    public List<Integer> outliers(double[] separation, double[] auc) {
        double[] far = IntStream.range(0, auc.length)
                .mapToDouble(i -> Math.abs(auc[i] - at(separation[i])))
                .toArray();
        double[] sorted = far.clone();
        Arrays.sort(sorted);
        double deviation = sorted.length == 0 ? 0 : sorted[sorted.length / 2] / MEDIAN_SHARE;
        double bound = Math.max(LEAST_FAR, FAR * deviation);
        List<Integer> outliers = new ArrayList<>();
        for (int i = 0; i < far.length; i++) {
            if (far[i] > bound) {
                outliers.add(i);
            }
        }
        outliers.sort(Comparator.comparingDouble(i -> -far[i]));
        return List.copyOf(outliers);
    }

    private static double[] descend(double[] x, double[] y, double[] start, double widest) {
        double[] at = start;
        double least = squares(x, y, at);
        double damping = 1e-3;
        for (int step = 0; step < STEPS; step++) {
            double[] next = step(x, y, at, damping, widest);
            double squares = squares(x, y, next);
            if (squares < least) {
                at = next;
                least = squares;
                damping = Math.max(1e-9, damping / 4);
            } else {
                damping *= 8;
            }
        }
        return at;
    }

    /**
     * One damped step: (J^T J + damping diag(J^T J)) step = J^T residuals. Where the width would leave its bounds it stops there, and
     * the centre takes its own best step to that width: the row of the equations that is its own.
     */
    private static double[] step(double[] x, double[] y, double[] at, double damping, double widest) {
        double cc = 0;
        double cw = 0;
        double ww = 0;
        double c = 0;
        double w = 0;
        for (int i = 0; i < x.length; i++) {
            double place = (x[i] - at[0]) / at[1];
            double share = logistic(place);
            double slope = share * (1 - share) / 2 / at[1];
            double byCentre = -slope;
            double byWidth = -slope * place;
            double residual = y[i] - 0.5 - share / 2;
            cc += byCentre * byCentre;
            cw += byCentre * byWidth;
            ww += byWidth * byWidth;
            c += byCentre * residual;
            w += byWidth * residual;
        }
        cc += damping * cc + 1e-15;
        ww += damping * ww + 1e-15;
        double determinant = cc * ww - cw * cw;
        double width = at[1] + (cc * w - cw * c) / determinant;
        if (width >= NARROWEST && width <= widest) {
            return new double[] {at[0] + (ww * c - cw * w) / determinant, width};
        }
        double bound = Math.max(NARROWEST, Math.min(widest, width));
        return new double[] {at[0] + (c - cw * (bound - at[1])) / cc, bound};
    }

    private static double squares(double[] x, double[] y, double[] at) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - value(x[i], at[0], at[1]);
            sum += residual * residual;
        }
        return sum;
    }

    private static double value(double x, double centre, double width) {
        return 0.5 + logistic((x - centre) / width) / 2;
    }

    private static double logistic(double place) {
        return 1 / (1 + Math.exp(-place));
    }
}
