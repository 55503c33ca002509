package outlayer.detector;

import java.util.SplittableRandom;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * {@link IsolationForest} grown on trusted vectors (Liu, Ting and Zhou, Isolation forest, 2008), each tree on a sample of them without
 * replacement.
 *
 * @param trees how many
 * @param sample vectors a tree is grown on, or all where there are fewer
 * @param seed of this layer's forest, not part of the parameters that results name
 */
public record IsolationForestMethod(int trees, int sample, long seed) implements RowsMethod {

    public IsolationForestMethod {
        if (trees < 1 || sample < 2) {
            throw new IllegalArgumentException(
                    "An isolation forest has 1 tree or more on samples of 2 or more, found %d and %d"
                            .formatted(trees, sample));
        }
    }

    @Override
    public String name() {
        return "isolation-forest";
    }

    @Override
    public String params() {
        return "trees=" + trees + ",sample=" + sample;
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Matrix trusted = layer.trusted();
        Variance.check(trusted);
        int size = Math.min(sample, trusted.rows());
        IsolationTrees grown = new IsolationTrees(trusted);
        SplittableRandom random = new SplittableRandom(seed);
        for (int tree = 0; tree < trees; tree++) {
            grown.grow(size, random.split());
        }
        return IsolationForest.parameters(trusted.cols(), size, grown.roots(), grown.nodes());
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new IsolationForest(fitted);
    }
}
