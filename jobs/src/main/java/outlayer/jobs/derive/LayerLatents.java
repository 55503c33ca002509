package outlayer.jobs.derive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import outlayer.flow.Flow;
import outlayer.flow.Latents;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;

/** What a flow made of one layer of a shard; a row without a vector has nothing. */
final class LayerLatents {

    private static final int BLOCK_ROWS = 256;

    private final int dimension;
    private final float[] @Nullable [] latents;
    private final double[] likelihoods;

    private LayerLatents(int dimension, int rows) {
        this.dimension = dimension;
        this.latents = new float[rows] @Nullable [];
        this.likelihoods = new double[rows];
    }

    static LayerLatents of(Flow flow, RunFile vectors, int layer) {
        try (LayerReader reader = LayerReader.open(vectors, layer, BLOCK_ROWS)) {
            LayerLatents all = new LayerLatents(flow.dimension(), Math.toIntExact(reader.rows()));
            for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                all.add(block, flow);
            }
            return all;
        }
    }

    private void add(LayerBlock block, Flow flow) {
        if (block.present() == 0) {
            return;
        }
        Latents made = flow.transform(block.floats());
        double[] nll = made.negativeLogLikelihood();
        for (int i = 0; i < block.present(); i++) {
            int row = Math.toIntExact(block.start() + block.row(i));
            latents[row] = Arrays.copyOfRange(made.z(), i * dimension, (i + 1) * dimension);
            likelihoods[row] = nll[i];
        }
    }

    int dimension() {
        return dimension;
    }

    /** Also true of a row that has nothing. */
    boolean isFinite(int row) {
        float[] z = latents[row];
        if (z == null) {
            return true;
        }
        for (float value : z) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return Double.isFinite(likelihoods[row]);
    }

    float @Nullable [] latents(int row) {
        return latents[row];
    }

    /** Nats, one number. */
    float @Nullable [] likelihood(int row) {
        return latents[row] == null ? null : new float[] {(float) likelihoods[row]};
    }
}
