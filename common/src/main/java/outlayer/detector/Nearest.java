package outlayer.detector;

/** For each of m rows the k nearest of some points, nearest first. */
final class Nearest {

    private final int k;
    private final int[] indices;
    private final double[] distances;

    /** Yet to be filled, row after row. */
    Nearest(int m, int k) {
        this.k = k;
        this.indices = new int[m * k];
        this.distances = new double[m * k];
    }

    void set(int row, Smallest squaredDistances) {
        for (int rank = 0; rank < k; rank++) {
            indices[row * k + rank] = squaredDistances.index(rank);
            distances[row * k + rank] = Math.sqrt(squaredDistances.value(rank));
        }
    }

    int k() {
        return k;
    }

    int index(int row, int rank) {
        return indices[row * k + rank];
    }

    double distance(int row, int rank) {
        return distances[row * k + rank];
    }

    /** The distance to the last of them. */
    double kDistance(int row) {
        return distance(row, k - 1);
    }

    double meanDistance(int row) {
        double sum = 0;
        for (int rank = 0; rank < k; rank++) {
            sum += distance(row, rank);
        }
        return sum / k;
    }

    /** [m k], row after row. */
    double[] distances() {
        return distances;
    }
}
