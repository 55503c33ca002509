package outlayer.jobs.bench;

import java.nio.FloatBuffer;
import outlayer.flow.Rows;

/** One block of rows over and over, as if it were many shards. */
final class RepeatedRows implements Rows {

    private final int dimension;
    private final float[] block;
    private final int times;

    RepeatedRows(int dimension, float[] block, int times) {
        this.dimension = dimension;
        this.block = block;
        this.times = times;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public long count() {
        return (long) times * block.length / dimension;
    }

    @Override
    public Reader read() {
        return new Reader() {
            private int left = times;

            @Override
            public FloatBuffer next() {
                return left-- > 0 ? FloatBuffer.wrap(block) : FloatBuffer.allocate(0);
            }

            @Override
            public void close() {}
        };
    }
}
