package outlayer.detector;

import java.io.Serializable;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * Finds the nearest of n stored points, by Euclidean distance. |a|^2 + |b|^2 - 2 a.b by one product per block of rows chooses a few
 * more candidates than wanted; their distances are then computed from the differences, in double. Where rounding of the
 * products leaves open whether a point that is no candidate is nearer, all distances of that row are: so either precision of the
 * products gives the same neighbours, and equal points have distance 0.
 *
 * <p>Points are stored centred, for the products to lose few digits. Safe to share between threads.
 */
final class Neighbours implements Serializable {

    private static final String MEAN = "mean";
    private static final String POINTS = "points";

    private static final int SPARE = 8;

    private final Matrix points;
    private final double[] squaredLengths;
    private final double greatestLength;

    /** What a squared distance from the products may be off by, in units of the product of the lengths. */
    private final double rounding;

    private final Projection products;

    private Neighbours(double[] mean, Matrix points, Arithmetic arithmetic) {
        this.points = points;
        this.products = Projection.of(mean, points, arithmetic);
        this.squaredLengths = new double[points.rows()];
        double[] row = new double[points.cols()];
        double greatest = 0;
        for (int i = 0; i < squaredLengths.length; i++) {
            points.readRow(i, row);
            squaredLengths[i] = Projection.squaredNorm(row);
            greatest = Math.max(greatest, squaredLengths[i]);
        }
        this.greatestLength = Math.sqrt(greatest);
        this.rounding = switch (arithmetic) {
            case FLOAT32 -> 4e-6;
            case FLOAT64 -> 1e-14;
        };
    }

    /**
     * What {@link #of} reads: the trusted vectors, centred.
     *
     * @throws NotApplicableException where they do not vary
     */
    static Parameters store(Matrix trusted) {
        Variance.check(trusted);
        int n = trusted.rows();
        int d = trusted.cols();
        double[] mean = new double[d];
        for (int i = 0; i < n * d; i++) {
            mean[i % d] += trusted.values()[i] / n;
        }
        Matrix points = Matrix.zeros(n, d);
        for (int i = 0; i < n * d; i++) {
            points.values()[i] = trusted.values()[i] - mean[i % d];
        }
        return Parameters.none().and(MEAN, mean).and(POINTS, points);
    }

    static Neighbours of(Parameters stored, Arithmetic arithmetic) {
        return new Neighbours(stored.numbers(MEAN), stored.matrix(POINTS), arithmetic);
    }

    /** The k nearest stored points of each of them but itself. */
    static Nearest among(Parameters stored, int k) {
        Matrix points = stored.matrix(POINTS);
        Neighbours centred = new Neighbours(new double[points.cols()], points, Arithmetic.FLOAT32);
        return centred.search(points, k, true);
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
            products.centre(x, i, row);
            int self = others ? i : -1;
            double squaredLength = Projection.squaredNorm(row);
            rough.clear();
            for (int j = 0; j < z.length; j++) {
                if (j != self) {
                    rough.offer(squaredLength + squaredLengths[j] - 2 * z[j], j);
                }
            }
            exact.clear();
            for (int rank = 0; rank < rough.size(); rank++) {
                exact.offer(squaredDistance(row, rough.index(rank)), rough.index(rank));
            }
            double doubt = rounding * Math.sqrt(squaredLength) * greatestLength;
            if (rough.size() < available && !(exact.last() + doubt < rough.last())) {
                searchAll(row, self, exact);
            }
            nearest.set(i, exact);
        });
        return nearest;
    }

    private void searchAll(double[] row, int self, Smallest exact) {
        exact.clear();
        for (int j = 0; j < size(); j++) {
            if (j != self) {
                exact.offer(squaredDistance(row, j), j);
            }
        }
    }

    /** Row i of x less the mean of the stored points: what they have been stored as. */
    double[] centred(Matrix x, int i) {
        double[] row = new double[products.dimension()];
        products.centre(x, i, row);
        return row;
    }

    /** From a {@link #centred} row to stored point j. */
    double distance(double[] row, int j) {
        return Math.sqrt(squaredDistance(row, j));
    }

    private double squaredDistance(double[] row, int j) {
        return Euclidean.squared(row, 0, points.values(), j * row.length, row.length);
    }
}
