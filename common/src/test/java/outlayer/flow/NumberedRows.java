package outlayer.flow;

import java.nio.FloatBuffer;

/**
 * Rows (i, -i), in shards of varying length.
 *
 * @param count said
 * @param given in truth
 */
record NumberedRows(long count, long given) implements Rows {

    NumberedRows(long count) {
        this(count, count);
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public Reader read() {
        return new Reader() {
            private int next;

            @Override
            public FloatBuffer next() {
                int to = (int) Math.min(given, next + 1 + next % 7);
                FloatBuffer block = FloatBuffer.allocate(2 * (to - next));
                for (; next < to; next++) {
                    block.put(next).put(-next);
                }
                return block.flip();
            }

            @Override
            public void close() {}
        };
    }
}
