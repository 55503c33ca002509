package outlayer.detector;

import outlayer.linalg.Matrix;

/**
 * Isolation forest (Liu, Ting and Zhou 2008, equation 2): 2^(-E h(x) / c(n)), where h is the length of the path to x's leaf, with
 * c(size) added for the vectors that the leaf did not separate, E its mean over trees grown on n vectors, and c(n) the mean path
 * length of an unsuccessful search in a binary tree of n. In (0, 1). It is scikit-learn's score_samples with the sign turned, and its
 * -decision_function plus 0.5.
 */
final class IsolationForest implements Detector {

    /** Columns of a node: feature, threshold, left, right; of a leaf: {@link #LEAF}, path length, and nothing twice. */
    static final int NODE = 4;

    static final int LEAF = -1;

    private static final double EULER = 0.5772156649015329;

    private static final String DIMENSION = "dimension";
    private static final String SAMPLE = "sample";
    private static final String ROOTS = "roots";
    private static final String NODES = "nodes";

    private final int dimension;
    private final double unit;
    private final double[] roots;
    private final double[] nodes;

    IsolationForest(Parameters fitted) {
        this.dimension = (int) fitted.numbers(DIMENSION)[0];
        this.unit = averagePath((int) fitted.numbers(SAMPLE)[0]);
        this.roots = fitted.numbers(ROOTS);
        this.nodes = fitted.matrix(NODES).values();
    }

    /**
     * A forest as numbers.
     *
     * @param sample how many vectors each tree was grown on, at least 2
     * @param roots a row of {@code nodes} for each tree
     * @param nodes {@link #split} or {@link #leaf} a row, of all trees
     */
    static Parameters parameters(int dimension, int sample, double[] roots, Matrix nodes) {
        return Parameters.none()
                .and(DIMENSION, dimension)
                .and(SAMPLE, sample)
                .and(ROOTS, roots)
                .and(NODES, nodes);
    }

    /** Where feature is at most the threshold, {@code left} follows, else {@code right}. */
    static double[] split(int feature, double threshold, int left, int right) {
        return new double[] {feature, threshold, left, right};
    }

    static double[] leaf(double pathLength) {
        return new double[] {LEAF, pathLength, 0, 0};
    }

    /** c(n) = 2 (ln(n - 1) + Euler's constant) - 2 (n - 1) / n; 1 for two and 0 for one. */
    static double averagePath(int n) {
        if (n < 2) {
            return 0;
        }
        return n == 2 ? 1 : 2 * (Math.log(n - 1.0) + EULER) - 2 * (n - 1.0) / n;
    }

    @Override
    public double[] score(Matrix x) {
        Vectors.check(x, dimension);
        double[] scores = new double[x.rows()];
        double[] row = new double[dimension];
        for (int i = 0; i < scores.length; i++) {
            x.readRow(i, row);
            double sum = 0;
            for (double root : roots) {
                sum += pathLength(row, (int) root);
            }
            scores[i] = Math.pow(2, -sum / roots.length / unit);
        }
        return scores;
    }

    private double pathLength(double[] row, int root) {
        int at = NODE * root;
        while (nodes[at] != LEAF) {
            at = NODE * (int) (row[(int) nodes[at]] <= nodes[at + 1] ? nodes[at + 2] : nodes[at + 3]);
        }
        return nodes[at + 1];
    }
}
