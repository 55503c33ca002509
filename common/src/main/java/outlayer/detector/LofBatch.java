package outlayer.detector;

import outlayer.linalg.Matrix;

/**
 * The published local outlier factor (METHODS.md section 4): a batch of vectors joins the trusted ones; all distances are 1e-4
 * longer; a point's density is 1 over its own k-distance in place of reachability. The score is kdist_i mean_j (1 / kdist_j) over
 * the k nearest neighbours j of i, which may be others of its batch and whose k-distances count the batch too.
 *
 * <p>So a score depends on the rest of its batch. Batches are consecutive rows of what one call is given, from the first; the last may
 * be shorter. Stage `score` hands in the vectors of a shard in their order, in blocks of one size.
 */
final class LofBatch implements Detector {

    private static final double ADDED = 1e-4;

    private final Neighbours trusted;
    private final int k;
    private final int batch;
    private final double[] nearestDistances;

    /**
     * Nothing is copied.
     *
     * @param nearestDistances of each trusted vector to the k nearest others, ascending, [n k]
     */
    LofBatch(Neighbours trusted, int k, int batch, double[] nearestDistances) {
        this.trusted = trusted;
        this.k = k;
        this.batch = batch;
        this.nearestDistances = nearestDistances;
    }

    @Override
    public double[] score(Matrix x) {
        Nearest nearest = trusted.of(x, k);
        double[] scores = new double[x.rows()];
        for (int from = 0; from < scores.length; from += batch) {
            int to = Math.min(scores.length, from + batch);
            scoreBatch(x, nearest, from, to, scores);
        }
        return scores;
    }

    private void scoreBatch(Matrix x, Nearest nearest, int from, int to, double[] scores) {
        int count = to - from;
        double[][] rows = new double[count][x.cols()];
        for (int i = 0; i < count; i++) {
            x.readRow(from + i, rows[i]);
        }
        Smallest[] neighbours = new Smallest[count];
        for (int i = 0; i < count; i++) {
            neighbours[i] = neighbours(rows, i, nearest, from + i);
        }
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int rank = 0; rank < k; rank++) {
                int j = neighbours[i].index(rank);
                double kDistance = j < trusted.size() ? kDistance(j, rows) : neighbours[j - trusted.size()].last();
                sum += 1 / (kDistance + ADDED);
            }
            scores[from + i] = (neighbours[i].last() + ADDED) * sum / k;
        }
    }

    /** The nearest of row i, trusted ones by their index and those of its batch by theirs after all trusted. */
    private Smallest neighbours(double[][] rows, int i, Nearest nearest, int row) {
        Smallest found = new Smallest(k);
        for (int rank = 0; rank < k; rank++) {
            found.offer(nearest.distance(row, rank), nearest.index(row, rank));
        }
        for (int other = 0; other < rows.length; other++) {
            if (other != i) {
                double squared = Euclidean.squared(rows[i], 0, rows[other], 0, rows[i].length);
                found.offer(Math.sqrt(squared), trusted.size() + other);
            }
        }
        return found;
    }

    /** Of trusted vector j among the others and the batch. */
    private double kDistance(int j, double[][] rows) {
        Smallest found = new Smallest(k);
        for (int rank = 0; rank < k; rank++) {
            found.offer(nearestDistances[j * k + rank], rank);
        }
        for (int i = 0; i < rows.length; i++) {
            found.offer(trusted.distance(rows[i], j), k + i);
        }
        return found.last();
    }
}
