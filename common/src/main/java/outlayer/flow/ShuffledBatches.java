package outlayer.flow;

import java.io.Closeable;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Batches of the rows that are learned from, for ever, each row at most once an epoch. A bounded part of them is held: a batch draws from it at
 * random, and the next rows of the source take the places of those drawn. Seed and step decide what is drawn, so that a training that
 * goes on after a break sees the same batches.
 */
final class ShuffledBatches implements Closeable {

    private final Rows rows;
    private final RowSplit split;
    private final int d;
    private final int batch;
    private final long perEpoch;
    private final float[] held;
    private long step;
    private int filled;
    private @Nullable RowPass pass;
    private SplittableRandom random = new SplittableRandom();

    /** From that step on. */
    ShuffledBatches(Rows rows, RowSplit split, FlowOptions options, long step) {
        this.rows = rows;
        this.split = split;
        this.step = step;
        long learned = split.learned();
        d = rows.dimension();
        batch = (int) Math.min(options.batch(), learned);
        perEpoch = learned / batch;
        held = new float[held(options, learned)];
    }

    private int held(FlowOptions options, long learned) {
        long wanted = Math.min(options.shuffleRows(), learned);
        if (wanted * d > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("shuffle-rows is " + options.shuffleRows() + ", expected at most "
                    + (Integer.MAX_VALUE - 8) / d + " rows of " + d + " features, what one array holds");
        }
        return (int) wanted * d;
    }

    /** Rows of each batch. */
    int size() {
        return batch;
    }

    /** The next one, [batch, d]. */
    float[] next() throws IOException {
        if (pass == null) {
            begin(step / perEpoch);
            for (long again = step % perEpoch; again > 0; again--) {
                draw();
            }
        } else if (step % perEpoch == 0) {
            begin(step / perEpoch);
        }
        step++;
        return draw();
    }

    private void begin(long epoch) throws IOException {
        close();
        RowPass begun = RowPass.learned(rows, split);
        pass = begun;
        random = new SplittableRandom(RowSplit.mixed(split.seed()) ^ RowSplit.mixed(epoch));
        filled = 0;
        while (filled < held.length / d && begun.next(held, filled * d)) {
            filled++;
        }
    }

    private float[] draw() throws IOException {
        float[] drawn = new float[batch * d];
        for (int i = 0; i < batch; i++) {
            int chosen = random.nextInt(filled) * d;
            System.arraycopy(held, chosen, drawn, i * d, d);
            if (pass == null || !pass.next(held, chosen)) {
                filled--;
                System.arraycopy(held, filled * d, held, chosen, d);
            }
        }
        return drawn;
    }

    @Override
    public void close() throws IOException {
        if (pass != null) {
            pass.close();
        }
    }
}
