package outlayer.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import outlayer.checkpoint.Tensor;

/**
 * The learned arrays of a flow, in the order in which flow.py.txt takes them.
 *
 * <p>Each has a prior, normal around 0, under which a flow is about a Gaussian; training maximises likelihood times prior, so that few rows
 * change little. A spline's numbers deviate by 0.3. The weights that a coupling writes with deviate by 1.3 / d: the wider the vectors, the more
 * rows it takes to believe that one feature depends on others. On 3,000 vectors of d = 128, a quarter of their directions Laplace, held-out
 * loss then falls by a third of what a Gaussian exceeds the entropy by; at three times that deviation it only rises. What a coupling reads with
 * deviates by 1 / sqrt(inputs). Rotations are free.
 */
record FlowLayout(int dimension, FlowArchitecture architecture) {

    private static final double SPLINE_DEVIATION = 0.3;
    private static final double WRITE_DEVIATION = 1.3;

    /**
     * One array.
     *
     * @param deviation of the prior of each number
     */
    record Weight(String name, List<Long> shape, double deviation) {

        boolean drawn() {
            return name.endsWith(".read");
        }
    }

    List<Weight> weights() {
        List<Weight> weights = new ArrayList<>();
        long k = mixed();
        for (int b = 0; b < architecture.blocks(); b++) {
            String block = String.format(Locale.ROOT, "block.%02d.", b);
            long read = read(b);
            long written = 2 * (dimension - read);
            long hidden = architecture.hidden();
            weights.add(new Weight(block + "turn", List.of(k, k), Double.POSITIVE_INFINITY));
            addSpline(weights, block, k);
            weights.add(new Weight(block + "read", List.of(hidden, read), 1 / Math.sqrt((double) read)));
            weights.add(new Weight(block + "read-bias", List.of(hidden), SPLINE_DEVIATION));
            weights.add(new Weight(block + "write", List.of(written, hidden), WRITE_DEVIATION / dimension));
            weights.add(new Weight(block + "write-bias", List.of(written), SPLINE_DEVIATION));
        }
        addSpline(weights, "last.", dimension);
        return weights;
    }

    private void addSpline(List<Weight> weights, String owner, long features) {
        long bins = architecture.bins();
        weights.add(new Weight(owner + "shift", List.of(features), SPLINE_DEVIATION));
        weights.add(new Weight(owner + "heights", List.of(features, bins), SPLINE_DEVIATION));
        weights.add(new Weight(owner + "slopes", List.of(features, bins + 1), SPLINE_DEVIATION));
    }

    /** Directions that are mixed. */
    int mixed() {
        return Math.min(architecture.mixed(), dimension);
    }

    /** Directions that a block reads: of the mixed ones the first half in even blocks, the second in odd. */
    private long read(int block) {
        int second = mixed() / 2;
        return block % 2 == 0 ? mixed() - second : second;
    }

    /** What half the sum of an array's squares counts beside the mean negative log-likelihood per dimension of that many rows. */
    double[] strictness(long rows) {
        return weights().stream()
                .mapToDouble(w -> 1 / (w.deviation() * w.deviation() * rows * dimension))
                .toArray();
    }

    /** Those of a flow that is a Gaussian: all zero but what couplings read with. */
    Tensor initial(Weight weight, Random random) {
        float[] values = new float[Math.toIntExact(Tensor.size(weight.shape()))];
        for (int i = 0; weight.drawn() && i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * weight.deviation());
        }
        return Tensor.of(weight.shape(), values);
    }
}
