package outlayer.jobs.bench;

import outlayer.flow.FlowArchitecture;

/**
 * Operations of a flow's matrix products for one vector.
 *
 * @param rows learned from, one mixed direction for 64
 */
record FlowWork(int dimension, FlowArchitecture architecture, int rows) {

    /** Whitening 2 d^2; of each block rotation 2 k^2, reading k h, writing 4 h (d - k / 2). */
    double forward() {
        return 2.0 * dimension * dimension + blocks();
    }

    /** The blocks twice more, for the gradients of their inputs and of their weights; the whitening has none. */
    double training() {
        return 2.0 * dimension * dimension + 3 * blocks();
    }

    private double blocks() {
        double k = Math.min(Math.min(architecture.mixed(), dimension), Math.max(2, rows / 64));
        double h = architecture.hidden();
        return architecture.blocks() * (2 * k * k + k * h + 4 * h * (dimension - k / 2));
    }
}
