package outlayer.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import outlayer.linalg.Matrix;

/**
 * Grows trees that split at a random threshold of a random feature until a vector is alone or the tree is as high as a balanced one
 * (Liu, Ting and Zhou 2008, algorithm 2). Features that do not vary in a node are skipped; where none does it is a leaf.
 */
final class IsolationTrees {

    private final Matrix x;
    private final int[] rows;
    private final int[] features;
    private final List<double[]> nodes = new ArrayList<>();
    private final List<Double> roots = new ArrayList<>();

    /** Of the rows of x, which it does not copy. */
    IsolationTrees(Matrix x) {
        this.x = x;
        this.rows = ascending(x.rows());
        this.features = ascending(x.cols());
    }

    /** One more tree, on a sample of that size. */
    void grow(int sample, SplittableRandom random) {
        for (int i = 0; i < sample; i++) {
            swap(rows, i, random.nextInt(i, rows.length));
        }
        roots.add((double) nodes.size());
        grow(0, sample, 0, heightLimit(sample), random);
    }

    /** The node of each tree's root. */
    double[] roots() {
        return roots.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** See {@link IsolationForest#parameters}. */
    Matrix nodes() {
        return Matrix.of(
                nodes.size(),
                IsolationForest.NODE,
                nodes.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    /** The node over rows[from, to), which are put in the order of the leaves. */
    private int grow(int from, int to, int depth, int limit, SplittableRandom random) {
        int feature = depth < limit && to - from > 1 ? varyingFeature(from, to, random) : IsolationForest.LEAF;
        int node = nodes.size();
        if (feature == IsolationForest.LEAF) {
            nodes.add(IsolationForest.leaf(depth + IsolationForest.averagePath(to - from)));
            return node;
        }
        double threshold = threshold(feature, from, to, random);
        int middle = from;
        for (int i = from; i < to; i++) {
            if (value(i, feature) <= threshold) {
                swap(rows, i, middle++);
            }
        }
        double[] split = new double[IsolationForest.NODE];
        nodes.add(split);
        int left = grow(from, middle, depth + 1, limit, random);
        int right = grow(middle, to, depth + 1, limit, random);
        System.arraycopy(IsolationForest.split(feature, threshold, left, right), 0, split, 0, split.length);
        return node;
    }

    /** One of the features that vary there, each as likely; {@link IsolationForest#LEAF} where none does. */
    private int varyingFeature(int from, int to, SplittableRandom random) {
        for (int tried = 0; tried < features.length; tried++) {
            swap(features, tried, random.nextInt(tried, features.length));
            for (int i = from + 1; i < to; i++) {
                if (value(i, features[tried]) != value(from, features[tried])) {
                    return features[tried];
                }
            }
        }
        return IsolationForest.LEAF;
    }

    /** Uniform in [least, greatest): both sides have a vector. */
    private double threshold(int feature, int from, int to, SplittableRandom random) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, value(i, feature));
            greatest = Math.max(greatest, value(i, feature));
        }
        double threshold = least + random.nextDouble() * (greatest - least);
        return threshold < greatest ? threshold : least;
    }

    private double value(int i, int feature) {
        return x.at(rows[i], feature);
    }

    /** ceil(log2(sample)). */
    private static int heightLimit(int sample) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(sample - 1);
    }

    private static int[] ascending(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static void swap(int[] numbers, int i, int j) {
        int number = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = number;
    }
}
