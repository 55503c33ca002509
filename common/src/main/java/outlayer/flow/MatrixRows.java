package outlayer.flow;

import java.nio.FloatBuffer;
import outlayer.linalg.Matrix;

/** The rows of a matrix in memory, in blocks. */
record MatrixRows(Matrix x) implements Rows {

    private static final int BLOCK = 256;

    @Override
    public int dimension() {
        return x.cols();
    }

    @Override
    public long count() {
        return x.rows();
    }

    @Override
    public Reader read() {
        return new Reader() {
            private int from;

            @Override
            public FloatBuffer next() {
                int d = x.cols();
                int to = Math.min(x.rows(), from + BLOCK);
                float[] block = new float[(to - from) * d];
                for (int i = 0; i < block.length; i++) {
                    block[i] = (float) x.values()[from * d + i];
                }
                from = to;
                return FloatBuffer.wrap(block);
            }

            @Override
            public void close() {}
        };
    }
}
