package outlayer.detector;

import java.io.Serializable;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * Finds the nearest of n stored points, by Euclidean distance. |a|^2 + |b|^2 - 2 a.b by one product per block of rows chooses
 * candidates: as many as wanted, and those behind them that rounding of the products may have misplaced. Their distances are then
 * computed from the differences, in double; where there may be more than a few of them, all distances of that row are. So
 * either precision of the products gives the same neighbours, and equal points have distance 0.
 *
 * <p>Points are stored as they came, and centred for the products to lose few digits. Safe to share between threads.
 */
final class Neighbours implements Serializable {

    private static final String POINTS = "points";

    private static final int SPARE = 8;

    private final Matrix points;
    private final double[] squaredLengths;
    private final double greatestLength;

    /** What a squared distance from the products may be off by, in units of the product of the lengths. */
    private final double rounding;

    private final Projection products;

    private Neighbours(Matrix points, Arithmetic arithmetic) {
        this.points = points;
        double[] mean = mean(points);
        this.products = Projection.onPoints(mean, points, arithmetic);
        this.squaredLengths = new double[points.rows()];
        double[] centred = new double[points.cols()];
        double greatest = 0;
        for (int i = 0; i < squaredLengths.length; i++) {
            products.centre(points, i, centred);
            squaredLengths[i] = Projection.squaredNorm(centred);
            greatest = Math.max(greatest, squaredLengths[i]);
        }
        this.greatestLength = Math.sqrt(greatest);
        this.rounding = switch (arithmetic) {
            case FLOAT32 -> 4e-6;
            case FLOAT64 -> 1e-14;
        };
    }

    /**
     * What {@link #of} reads: the trusted vectors themselves, which are not copied.
     *
     * @throws NotApplicableException where they do not vary
     */
    static Parameters store(Matrix trusted) {
        Variance.check(trusted);
        return Parameters.none().and(POINTS, trusted);
    }

    static Neighbours of(Parameters stored, Arithmetic arithmetic) {
        return new Neighbours(stored.matrix(POINTS), arithmetic);
    }

    /** The k nearest stored points of each of them but itself. */
    static Nearest among(Parameters stored, int k) {
        Neighbours all = of(stored, Arithmetic.FLOAT32);
        return all.search(all.points, k, true);
    }

    /** How many are stored. */
    int size() {
        return squaredLengths.length;
    }

    /** The k nearest stored points of each row of x. */
    Nearest of(Matrix x, int k) {
        return search(x, k, false);
    }

    private Nearest search(Matrix x, int k, boolean others) {
        int available = size() - (others ? 1 : 0);
        Smallest rough = new Smallest(Math.min(k + SPARE, available));
        Smallest exact = new Smallest(k);
        Nearest nearest = new Nearest(x.rows(), k);
        double[] row = new double[products.dimension()];
        products.forEachRow(x, (i, z) -> {
            int self = others ? i : -1;
            products.centre(x, i, row);
            double squaredLength = Projection.squaredNorm(row);
            x.readRow(i, row);
            choose(z, self, rough);
            double doubt = rounding * Math.sqrt(squaredLength) * greatestLength;
            int candidates = candidates(rough, k, doubt);
            if (candidates == rough.size() && candidates < available) {
                searchAll(row, self, exact);
            } else {
                measure(row, rough, candidates, exact);
            }
            nearest.set(i, exact);
        });
        return nearest;
    }

    /** By |b|^2 - 2 a.b, of one row a. */
    private void choose(double[] products, int self, Smallest rough) {
        rough.clear();
        double bound = rough.bound();
        for (int j = 0; j < products.length; j++) {
            double squared = squaredLengths[j] - 2 * products[j];
            if (squared < bound && j != self) {
                rough.offer(squared, j);
                bound = rough.bound();
            }
        }
    }

    /** How many of the chosen may be among the k nearest: up to the first that is too far behind the k-th for rounding to explain. */
    private static int candidates(Smallest rough, int k, double doubt) {
        int count = k;
        while (count < rough.size() && rough.value(count) - rough.value(k - 1) <= 2 * doubt) {
            count++;
        }
        return count;
    }

    private void measure(double[] row, Smallest rough, int candidates, Smallest exact) {
        exact.clear();
        for (int rank = 0; rank < candidates; rank++) {
            exact.offer(squaredDistance(row, rough.index(rank)), rough.index(rank));
        }
    }

    private void searchAll(double[] row, int self, Smallest exact) {
        exact.clear();
        for (int j = 0; j < size(); j++) {
            if (j != self) {
                exact.offer(squaredDistance(row, j), j);
            }
        }
    }

    /** From a row to stored point j. */
    double distance(double[] row, int j) {
        return Math.sqrt(squaredDistance(row, j));
    }

    private double squaredDistance(double[] row, int j) {
        return Euclidean.squared(row, 0, points.values(), j * row.length, row.length);
    }

    private static double[] mean(Matrix points) {
        double[] mean = new double[points.cols()];
        double[] row = new double[mean.length];
        for (int i = 0; i < points.rows(); i++) {
            points.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / points.rows();
            }
        }
        return mean;
    }
}
