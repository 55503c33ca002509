package outlayer.flow;

import java.io.Serializable;

/**
 * The shape of a flow, beside the dimension of its vectors.
 *
 * @param blocks of rotation, coupling and spline
 * @param mixed leading principal directions that are rotated among each other and that the couplings read; at most the dimension
 * @param hidden width of the couplings' networks
 * @param maxScale bound of all learned log-scales, of couplings and splines
 * @param bins of each spline
 */
public record FlowArchitecture(int blocks, int mixed, int hidden, double maxScale, int bins) implements Serializable {

    public FlowArchitecture {
        require(blocks >= 0, "blocks", blocks, "0 or more");
        require(mixed >= 2, "mixed", mixed, "at least 2: couplings read one half and change the other");
        require(hidden >= 1, "hidden", hidden, "at least 1");
        require(maxScale > 0 && maxScale <= 10, "max-scale", maxScale, "a number above 0, at most 10");
        require(bins >= 2 && bins % 2 == 0, "bins", bins, "an even number");
    }

    /** What was settled by measuring, see the package. */
    public static FlowArchitecture standard() {
        return new FlowArchitecture(4, 256, 32, 2, 16);
    }

    FlowArchitecture mixing(int directions) {
        return new FlowArchitecture(blocks, directions, hidden, maxScale, bins);
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
