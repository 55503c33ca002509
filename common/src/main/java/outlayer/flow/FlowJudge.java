package outlayer.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The rows that a flow is judged by, in memory; never learned from. */
final class FlowJudge {

    /** Floats of the rows that pass at once. */
    private static final int PASS = 1 << 20;

    private final int dimension;
    private final float[] rows;

    private FlowJudge(int dimension, float[] rows) {
        this.dimension = dimension;
        this.rows = rows;
    }

    static FlowJudge of(Rows rows, RowSplit split) throws IOException {
        int d = rows.dimension();
        float[] held = new float[Math.toIntExact((rows.count() - split.learned()) * d)];
        int at = 0;
        try (RowPass pass = RowPass.judges(rows, split)) {
            while (at < held.length && pass.next(held, at)) {
                at += d;
            }
        }
        return new FlowJudge(d, Arrays.copyOf(held, at));
    }

    /** Mean negative log-likelihood per dimension, nats. */
    double loss(Bijection flow) {
        int most = Math.max(1, PASS / dimension) * dimension;
        double sum = 0;
        for (int from = 0; from < rows.length; from += most) {
            sum += flow.loss(FloatBuffer.wrap(rows).slice(from, Math.min(most, rows.length - from)));
        }
        return sum / rows.length;
    }
}
